import { fullFormats } from 'ajv-formats/dist/formats.js';
import { isDateTime, isEmail, isTime, isUuid } from './rfc-formats.ts';

// Of the full set only `url` backtracks more than linearly (275 ms for 32,000 characters, measured). The one that
// compiles the text is kept short as well.
const LONGEST: Readonly<Record<string, number>> = { url: 4096, regex: 4096 };

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** A format that is checked, and the type of the values it is about. */
export interface Format {
  readonly type: 'number' | 'string';
  readonly accepts: (value: never) => boolean;
}

/** The formats that follow their RFC more closely than ajv-formats does. */
const OWN: Readonly<Record<string, Format>> = {
  // The whole text, not line by line
  byte: text((value) => value.length % 4 === 0 && BASE64.test(value)),
  'date-time': text(isDateTime),
  email: text(isEmail),
  time: text(isTime),
  uuid: text(isUuid),
};

/**
 * The asserted formats: those of ajv-formats in full mode (JSON Schema's own and OpenAPI's), with bounded length for
 * formats on which a hostile text takes long, and our own. Those that accept everything are there as well.
 */
export const formats: ReadonlyMap<string, Format> = new Map(
  Object.entries(fullFormats as Record<string, unknown>).map(([name, format]) => [
    name,
    OWN[name] ?? formatOf(name, format),
  ]),
);

function formatOf(name: string, format: unknown): Format {
  const definition = typeof format === 'object' && !(format instanceof RegExp) ? format : null;
  const { type = 'string', validate = format } = (definition ?? {}) as { type?: string; validate?: unknown };
  if (type === 'number') return { type, accepts: validate as (value: number) => boolean };
  const accepts = acceptorOf(validate);
  const longest = LONGEST[name];
  return text(longest === undefined ? accepts : (value) => value.length <= longest && accepts(value));
}

function text(accepts: (value: string) => boolean): Format {
  return { type: 'string', accepts };
}

function acceptorOf(validate: unknown): (value: string) => boolean {
  if (validate instanceof RegExp) return (value) => validate.test(value);
  return typeof validate === 'function' ? (validate as (value: string) => boolean) : () => true;
}
