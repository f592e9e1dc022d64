import { patternProblems, patterns } from '@berth/domain';
import {
  breathe,
  counted,
  findUnstorable,
  invalidData,
  MOST_PROBLEMS,
  type Problem,
  parseExactJson,
  withArticle,
} from '@berth/kernel';
import { isUpdate, misleadingTexts, Nothing, type Verb } from '@berth/resource';
import { Kind, type TSchema } from '@sinclair/typebox';
import { type TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler';
import { type ValueError, ValueErrorType } from '@sinclair/typebox/errors';
import type { Context } from 'hono';
import { bodyOf } from './body.ts';
import { httpErrors, memberProblems, requestErrors } from './errors.ts';
import { unknownMembers } from './unknown-members.ts';

const compiled = new WeakMap<TSchema, TypeCheck<TSchema>>();

export interface Leniency {
  /** Lets a request hold members that the operation does not know. */
  lenient?: boolean;
  /** Lets it hold texts that would mislead readers: `perform` compares them with those that the row shows. */
  asShown?: boolean;
}

/**
 * Checks a value against a schema of our own API. A member that the schema does not name is a problem, too, unless the
 * caller asks for leniency, and so is a text that would mislead its readers.
 * @throws DomainError `invalid_data` with every problem at once.
 */
export function parse(
  schema: TSchema,
  value: unknown,
  entity: 'body' | 'query',
  { lenient = false, asShown = false }: Leniency = {},
): unknown {
  let check = compiled.get(schema);
  if (!check) {
    check = TypeCompiler.Compile(schema);
    compiled.set(schema, check);
  }
  const others = [
    ...(asShown ? [] : misleadingTexts(schema, value)),
    ...(lenient ? [] : unknownMembers(schema, value)),
  ];
  if (check.Check(value)) {
    if (others.length > 0) throw invalidData(others, entity);
    return value;
  }
  const problems = new Map<string, Problem>();
  for (const error of errorsOf(check.Errors(value))) {
    if (!problems.has(error.path)) problems.set(error.path, problemOf(error));
    if (problems.size >= MOST_PROBLEMS) break;
  }
  const found = [...problems.values(), ...others].slice(0, MOST_PROBLEMS);
  if (found.length === 0) return value;
  throw invalidData(found, entity);
}

/** Checks the body or the query of a verb against the verb's schema. @throws as `parse`. */
export const parseInput = (
  verb: Pick<Verb, 'input' | 'on' | 'method'>,
  value: unknown,
  entity: 'body' | 'query' = 'body',
  { lenient = false }: Pick<Leniency, 'lenient'> = {},
): unknown => parse(verb.input ?? Nothing, value, entity, { lenient, asShown: isUpdate(verb) });

/** Replaces the error of a nullable value that is not null by the errors within it, unless its type is wrong. */
function* errorsOf(errors: Iterable<ValueError>): Iterable<ValueError> {
  for (const error of errors) {
    const branches = typeof error.value === 'string' ? error.errors.map((each) => [...each]) : error.errors;
    const isFine =
      isShortEnough(error) || branches.some((each) => Array.isArray(each) && each.every(isShortEnough));
    if (isFine) continue;
    const within = [...(branches[branchBesideNull(error.schema)] ?? [])];
    const [first] = within;
    const isOfType = first && (first.path !== error.path || problemOf(first).code !== 'invalid_type');
    if (isOfType) yield* errorsOf(within);
    else yield error;
  }
}

/**
 * Tells if a string fits after all: a schema counts characters (JSON Schema Validation §6.3.1), TypeBox UTF-16 units,
 * of which some characters take two.
 */
const isShortEnough = ({ type, schema, value }: ValueError): boolean =>
  type === ValueErrorType.StringMaxLength && [...(value as string)].length <= schema.maxLength;

/** Finds the index of the one schema beside `null` in a union; -1 when there is not exactly one. */
function branchBesideNull({ anyOf = [] }: TSchema): number {
  const branches: TSchema[] = anyOf;
  const at = branches.findIndex(({ type }) => type === 'null');
  return branches.length === 2 && at >= 0 ? 1 - at : -1;
}

/**
 * Refuses a body that is not JSON text in UTF-8 as it stands (RFC 9110 §8.4, RFC 8259 §8.1). US-ASCII is a part of it.
 * @throws HttpError `unsupported_media_type`
 */
function refuseEncoded(c: Context, type: string): void {
  const encodings = (c.req.header('content-encoding') ?? '').split(',').map((one) => one.trim());
  if (encodings.some((one) => !/^(?:identity)?$/i.test(one))) throw httpErrors.encodedBody();
  const charsets = [...type.matchAll(/;\s*charset\s*=\s*("?)([^";]*)\1/gi)].map(([, , name = '']) =>
    name.trim(),
  );
  if (charsets.some((name) => !/^(?:utf-?8|us-ascii)$/i.test(name))) throw httpErrors.foreignCharset();
}

/**
 * Reads a JSON body. No content type and no bytes is an empty object, as no bytes are where no body is needed; forms
 * are refused.
 * @throws HttpError `payload_too_large`, `unsupported_media_type`; DomainError `bad_request`, and `invalid_data` for a
 * value that cannot be stored, and for numbers that would be changed.
 */
export async function readJsonBody(c: Context, isNeeded = true): Promise<unknown> {
  const type = c.req.header('content-type');
  const bytes = await bodyOf(c);
  if (bytes.length === 0 && (type === undefined || !isNeeded)) return {};
  if (!/^application\/json\s*(;|$)/i.test(type ?? '')) {
    throw requestErrors.notJsonType();
  }
  refuseEncoded(c, type ?? '');
  const { value, problems } = parseJson(bytes);
  await breathe();
  refuseUnstorable(value, 'body');
  await breathe();
  if (problems.length > 0) throw invalidData(problems);
  return value;
}

/**
 * Refuses a value with a text or number that the database cannot hold, or one that is too deep or too large.
 * @throws DomainError `invalid_data`.
 */
export function refuseUnstorable(value: unknown, entity: 'body' | 'query'): void {
  const found = findUnstorable(value);
  if (found) throw invalidData([found], entity);
}

function parseJson(bytes: Buffer): ReturnType<typeof parseExactJson> {
  if (bytes.length === 0) throw requestErrors.emptyBody();
  try {
    return parseExactJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // The parser's own message quotes the body.
    throw requestErrors.notJson();
  }
}

/** Splits a JSON Pointer (RFC 6901) into its steps. */
const pathOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

/** Makes the problem of an error of TypeBox. No received value goes into it. */
function problemOf(error: ValueError): Problem {
  const { type, schema } = error;
  const path = pathOf(error.path);
  switch (type) {
    case ValueErrorType.Kind: {
      if (schema[Kind] === 'Moment') return memberProblems.moment(path);
      if (schema[Kind] === 'Text') return textMisfit(error, path);
      const words: string[] | undefined = schema.enum;
      if (!words) return memberProblems.form(path);
      return memberProblems.words({ words: words.join(', ') }, path, { expected: words });
    }
    case ValueErrorType.Literal: {
      const word = String(schema.const);
      return memberProblems.literal({ word }, path, { expected: word });
    }
    case ValueErrorType.ObjectRequiredProperty:
      return memberProblems.required(path, expected(schema));
    case ValueErrorType.ObjectAdditionalProperties:
      return memberProblems.unknown(path);
    case ValueErrorType.StringMaxLength:
      return memberProblems.maxLength(...lengthOf(schema.maxLength, 'max', path));
    case ValueErrorType.StringMinLength:
      return memberProblems.minLength(...lengthOf(schema.minLength, 'min', path));
    case ValueErrorType.StringPattern:
      return mismatch(schema.pattern, path);
    case ValueErrorType.IntegerMinimum:
    case ValueErrorType.NumberMinimum:
      return memberProblems.min({ min: schema.minimum }, path, { min: schema.minimum });
    case ValueErrorType.IntegerMaximum:
    case ValueErrorType.NumberMaximum:
      return memberProblems.max({ max: schema.maximum }, path, { max: schema.maximum });
    case ValueErrorType.ArrayMinItems: {
      const min: number = schema.minItems;
      return memberProblems.minItems({ items: counted(min, 'item') }, path, { min });
    }
    case ValueErrorType.ArrayMaxItems: {
      const max: number = schema.maxItems;
      return memberProblems.maxItems({ items: counted(max, 'item') }, path, { max });
    }
    case ValueErrorType.ObjectMaxProperties: {
      const max: number = schema.maxProperties;
      return memberProblems.maxMembers({ members: counted(max, 'member') }, path, { max });
    }
    default: {
      const facts = expected(schema);
      if (!facts.expected) return memberProblems.form(path);
      return memberProblems.type({ type: inWords(facts.expected) }, path, facts);
    }
  }
}

const textMisfit = ({ schema, value }: ValueError, path: string[]): Problem =>
  typeof value === 'string'
    ? memberProblems.maxLength(...lengthOf(schema.maxLength, 'max', path))
    : memberProblems.type({ type: withArticle('string') }, path, expected(schema));

const lengthOf = (length: number, side: 'min' | 'max', path: string[]) =>
  [{ characters: counted(length, 'character') }, path, { [side]: length }] as const;

/** Makes the problem of a text that does not match a pattern: in words, where the pattern has some. */
function mismatch(pattern: string, path: string[]): Problem {
  const [name] = Object.entries(patterns).find(([, known]) => known === pattern) ?? [];
  if (!name) return memberProblems.pattern({ pattern }, path);
  const facts = name === 'notBlank' ? { min: 1 } : {};
  return patternProblems[name as keyof typeof patterns](path, facts);
}

const WORDS: Readonly<Record<string, string>> = { boolean: 'true or false', null: 'null' };

/** Puts types into words: `string or null` → `a string or null`. */
const inWords = (types: string): string =>
  types
    .split(' or ')
    .map((type) => WORDS[type] ?? withArticle(type))
    .join(' or ');

function expected(schema: TSchema): { expected?: string } {
  const types: unknown[] = schema.anyOf ? schema.anyOf.map((branch: TSchema) => branch.type) : [schema.type];
  const names = [...new Set(types.filter((type) => typeof type === 'string'))];
  return names.length > 0 ? { expected: names.join(' or ') } : {};
}
