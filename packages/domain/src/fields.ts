import {
  cutCharacters,
  floorInstant,
  instantSchema,
  isUnseen,
  readInstant,
  withoutRefused,
} from '@berth/kernel';
import { linesText, lineText, uncheckedText } from '@berth/resource';
import { FormatRegistry, Kind, type Static, type TSchema, Type, TypeRegistry } from '@sinclair/typebox';
import { patterns } from './patterns.ts';

/** TypeBox fields that several resources share. Limits are in characters. */

export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const optional = <T extends TSchema>(schema: T) => Type.Optional(schema);

/** Describes a member for callers: in the API reference, the client and the help of the command. */
export const about = <T extends TSchema>(description: string, schema: T): T => ({ ...schema, description });

TypeRegistry.Set<{ enum: string[] }>('Words', (schema, value) => schema.enum.includes(value as string));

/** A closed set of words, as one `enum` keyword: generators handle it better than a union of constants. */
export const words = <W extends string>(...values: readonly W[]) =>
  Type.Unsafe<W>({ [Kind]: 'Words', type: 'string', enum: [...values] });

TypeRegistry.Set('Documented', () => true);

/** Any value. The schema only documents the expected form; a verb checks it with its own messages. */
export const documented = (schema: TSchema) => Type.Unsafe<unknown>({ ...schema, [Kind]: 'Documented' });

/** PostgreSQL has no year 0. */
const TIMESTAMP = /^(?!0000)\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:[0-5]\d\.\d{3}Z$/;

FormatRegistry.Set('date-time', (text) => TIMESTAMP.test(text) && isMoment(text));

/** True for an existing date and time of day. */
function isMoment(text: string): boolean {
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && date.toISOString() === text;
}

/** ISO 8601 in UTC with milliseconds. */
export const Timestamp = Type.String({ format: 'date-time' });

TypeRegistry.Set('Moment', (_schema, text) => typeof text === 'string' && readInstant(text) !== null);

/** A time that a caller writes, in any form that `readInstant` reads. */
export const Moment = Type.Unsafe<string>({
  [Kind]: 'Moment',
  ...instantSchema,
});

/** Writes a time of a caller as Berth does, in UTC with milliseconds; rounds down. */
export const timestampOf = (moment: string): string => floorInstant(readInstant(moment) ?? Number.NaN);

/** The most characters of a name. */
const MOST_NAME = 255;
const ofName = { maxLength: MOST_NAME };

/** A name that may be blank, which is none. */
export const Name = lineText(ofName);
export const RequiredName = lineText({ ...ofName, isNeeded: true });
export const Description = linesText({ maxLength: 10_000 });

/** The name and the description of a part of a specification, which checks them: one that is stored stays usable. */
export const PartName = uncheckedText('line', { ...ofName, isNeeded: true });
export const PartDescription = uncheckedText('lines', { maxLength: 10_000 });

/**
 * Makes the name of a new row from a text with the name of another row, cut to the length of a name. Characters that
 * only a name of an earlier release can have are left out.
 */
export const madeName = (text: string): string => cutCharacters(withoutRefused(text).trim(), MOST_NAME);

/** Makes the name of a new row from the name of another row and an ending, which stays whole. */
export const nameBefore = (name: string, ending: string): string =>
  `${cutCharacters(withoutRefused(name).trim(), MOST_NAME - [...ending].length)}${ending}`.trim();

/** Copies the name of another row for a new one; null when nothing remains of it that can be seen. */
export function copiedName(name: string | null): string | null {
  const copy = madeName(name ?? '');
  return isUnseen(copy) ? null : copy;
}

export const Metadata = Type.Record(Type.String(), Type.Unknown());
export const Identifier = Type.String({ minLength: 1, maxLength: 255 });
export const Slug = Type.String({ pattern: patterns.slug, maxLength: 100 });
export const JsonSchemaObject = Type.Record(Type.String(), Type.Unknown());

/** A value that may hold secrets and is stored sealed. Requests carry it; answers to those requests never do. */
export const SecretValue = Type.Record(Type.String(), Type.Unknown(), { writeOnly: true });

/** The wrapper that the contract puts around a schema inside another object. */
export const WrappedSchema = Type.Object({ type: Type.Literal('json_schema'), schema: JsonSchemaObject });

export const wrapSchema = (schema: unknown): Static<typeof WrappedSchema> | null =>
  schema === null || schema === undefined
    ? null
    : { type: 'json_schema', schema: schema as Record<string, unknown> };

/** Trims a text; an empty text becomes null. `undefined` stays: the caller did not send the member. */
export function tidy(text: string | null): string | null;
export function tidy(text: string | null | undefined): string | null | undefined;
export function tidy(text: string | null | undefined): string | null | undefined {
  return text === undefined || text === null ? text : text.trim() || null;
}

/** Selects the members that the caller sent. */
export function sent<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;
}
