import { DomainError, findUnstorable, invalidData, type Problem, parseExactJson } from '@berth/kernel';
import { Nothing, type Verb } from '@berth/resource';
import { Kind, type TSchema } from '@sinclair/typebox';
import { type TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler';
import { type ValueError, ValueErrorType } from '@sinclair/typebox/errors';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HttpError } from './errors.ts';
import { MAX_BODY_BYTES } from './limits.ts';
import { unknownMembers } from './unknown-members.ts';

const MOST_PROBLEMS = 100;

/** The form of a time, in the words of an error. */
export const INSTANT = 'a date, or a time of RFC 3339';

const compiled = new WeakMap<TSchema, TypeCheck<TSchema>>();

/** Lets a request hold members that the operation does not know. */
export interface Leniency {
  lenient?: boolean;
}

/**
 * Checks a value against a schema of our own API. A member that the schema does not name is a problem, too, unless the
 * caller asks for leniency. @throws DomainError `invalid_data` with every problem at once.
 */
export function parse(
  schema: TSchema,
  value: unknown,
  entity: 'body' | 'query',
  { lenient = false }: Leniency = {},
): unknown {
  let check = compiled.get(schema);
  if (!check) {
    check = TypeCompiler.Compile(schema);
    compiled.set(schema, check);
  }
  const unknown = lenient ? [] : unknownMembers(schema, value);
  if (check.Check(value)) {
    if (unknown.length > 0) throw invalidData(unknown, entity);
    return value;
  }
  const problems = new Map<string, Problem>();
  for (const error of errorsOf(check.Errors(value))) {
    if (!problems.has(error.path)) problems.set(error.path, problemOf(error));
    if (problems.size >= MOST_PROBLEMS) break;
  }
  const found = [...problems.values(), ...unknown].slice(0, MOST_PROBLEMS);
  if (found.length === 0) return value;
  throw invalidData(found, entity);
}

/** Checks the body or the query of a verb against the verb's schema. @throws as `parse`. */
export const parseInput = (
  { input }: Pick<Verb, 'input'>,
  value: unknown,
  entity: 'body' | 'query' = 'body',
  leniency: Leniency = {},
): unknown => parse(input ?? Nothing, value, entity, leniency);

/** Replaces the error of a nullable value that is not null by the errors within it, unless its type is wrong. */
function* errorsOf(errors: Iterable<ValueError>): Iterable<ValueError> {
  for (const error of errors) {
    const within = [...(error.errors[branchBesideNull(error.schema)] ?? [])];
    const [first] = within;
    const isOfType = first && (first.path !== error.path || faultOf(first).code !== 'invalid_type');
    if (isOfType) yield* errorsOf(within);
    else if (!isShortEnough(error)) yield error;
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
 * Reads a JSON body. No content type and no bytes is an empty object, as no bytes are where no body is needed; forms
 * are refused.
 * @throws HttpError `payload_too_large`; DomainError `bad_request`; `invalid_data` for a value that cannot be stored,
 * and for numbers that would be changed.
 */
export async function readJsonBody(c: Context, isNeeded = true): Promise<unknown> {
  const type = c.req.header('content-type');
  const bytes = await readBytes(c);
  if (bytes.length === 0 && (type === undefined || !isNeeded)) return {};
  if (!/^application\/json\s*(;|$)/i.test(type ?? '')) {
    throw new DomainError('bad_request', 'The body must be application/json.', {
      reason: 'unsupported_content_type',
    });
  }
  const { value, problems } = parseJson(bytes);
  refuseUnstorable(value, 'body');
  if (problems.length > 0) throw invalidData(problems);
  return value;
}

async function readBytes(c: Context): Promise<Buffer> {
  // Checked before reading: the server discards a body that nobody has begun to read, and keeps the connection.
  if (Number(c.req.header('content-length')) > MAX_BODY_BYTES) throw tooLarge();
  try {
    await limitBody(c, async () => {});
    return Buffer.from(await c.req.arrayBuffer());
  } catch (error) {
    if (error instanceof HttpError) throw error;
    // The caller has disconnected, or the body is not framed as its headers say.
    throw new DomainError('bad_request', 'The body ended too early.', { reason: 'incomplete_body' });
  }
}

/**
 * Refuses a value with a text or number that the database cannot hold, or one that is too deep or too large.
 * @throws DomainError `invalid_data`.
 */
export function refuseUnstorable(value: unknown, entity: 'body' | 'query'): void {
  const found = findUnstorable(value);
  if (found) throw invalidData([found], entity);
}

const limitBody = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: () => {
    throw tooLarge();
  },
});

const tooLarge = () => new HttpError('payload_too_large', `The body is limited to ${MAX_BODY_BYTES} bytes.`);

function parseJson(bytes: Buffer): ReturnType<typeof parseExactJson> {
  try {
    return parseExactJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // The parser's own message quotes the body.
    throw new DomainError('bad_request', 'The body is not valid JSON.', { reason: 'invalid_json_body' });
  }
}

/** Puts an error into the words of the contract. No received value goes into it. */
const problemOf = (error: ValueError): Problem => ({ ...faultOf(error), path: pathOf(error.path) });

/** Splits a JSON Pointer (RFC 6901) into its steps. */
const pathOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

function faultOf({ type, schema, message }: ValueError): Omit<Problem, 'path'> {
  switch (type) {
    case ValueErrorType.Kind: {
      if (schema[Kind] === 'Moment')
        return { code: 'invalid_date', message: `Invalid input, expected ${INSTANT}` };
      const words: string[] | undefined = schema.enum;
      if (!words) return { code: 'invalid_type', message: 'Invalid input' };
      const wanted = `Invalid input, expected one of ${words.join(', ')}`;
      return { code: 'invalid_enum', message: wanted, expected: words };
    }
    case ValueErrorType.Literal: {
      const wanted = String(schema.const);
      return { code: 'invalid_literal', message: `Invalid input, expected ${wanted}`, expected: wanted };
    }
    case ValueErrorType.ObjectRequiredProperty:
      return { code: 'invalid_type', message: 'Required', ...expected(schema) };
    case ValueErrorType.StringMaxLength:
      return {
        code: 'invalid_max_length',
        message: `Invalid length, expected at most ${schema.maxLength} characters`,
        max: schema.maxLength,
      };
    case ValueErrorType.StringMinLength:
      return {
        code: 'invalid_min_length',
        message: `Invalid length, expected at least ${schema.minLength} characters`,
        min: schema.minLength,
      };
    case ValueErrorType.StringPattern:
      return schema.pattern === '\\S'
        ? { code: 'invalid_min_length', message: 'Must not be blank', min: 1 }
        : { code: 'invalid_string', message: patternMessage(schema) };
    case ValueErrorType.IntegerMinimum:
    case ValueErrorType.NumberMinimum:
      return {
        code: 'invalid_min',
        message: `Invalid value, expected at least ${schema.minimum}`,
        min: schema.minimum,
      };
    case ValueErrorType.IntegerMaximum:
    case ValueErrorType.NumberMaximum:
      return {
        code: 'invalid_max',
        message: `Invalid value, expected at most ${schema.maximum}`,
        max: schema.maximum,
      };
    case ValueErrorType.ArrayMaxItems:
      return {
        code: 'invalid_max_length',
        message: `Invalid length, expected at most ${schema.maxItems} items`,
        max: schema.maxItems,
      };
    default: {
      const wanted = expected(schema);
      const told = wanted.expected ? `Invalid input, expected ${wanted.expected}` : message;
      return { code: 'invalid_type', message: told, ...wanted };
    }
  }
}

const patternMessage = ({ description, pattern }: TSchema): string =>
  description
    ? `Invalid input, expected ${description.charAt(0).toLowerCase()}${description.slice(1)}`
    : `Must match ${pattern}`;

function expected(schema: TSchema): { expected?: string } {
  const types: unknown[] = schema.anyOf ? schema.anyOf.map((branch: TSchema) => branch.type) : [schema.type];
  const names = [...new Set(types.filter((type) => typeof type === 'string'))];
  return names.length > 0 ? { expected: names.join(' or ') } : {};
}
