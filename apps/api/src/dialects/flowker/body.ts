import { DomainError, type Problem, storageProblems } from '@berth/kernel';
import type { TObject } from '@sinclair/typebox';
import type { Context as HonoContext } from 'hono';
import { readJsonBody } from '../../http/parse.ts';
import { isLenient } from '../../http/prefer.ts';
import { unknownNames } from '../../http/unknown-names.ts';
import { flowkerErrors, invalidMembers } from './errors.ts';

export type Members = ReadonlyMap<string, unknown>;

/**
 * Reads the members of a JSON body by their names in lower case. A null member counts as absent.
 * @throws FlowkerError FLK-0001 for anything but a JSON object, and for an unknown member; HttpError
 * `payload_too_large`.
 */
export async function readMembers(c: HonoContext, { properties }: TObject): Promise<Members> {
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type)) throw invalid('Content-Type', 'must be application/json');
  const body = await readJsonBody(c).catch((error: unknown) => {
    if (!(error instanceof DomainError)) throw error;
    const { errors = [] } = error.details;
    throw errors.length > 0 ? invalidMembers(errors) : invalid('body', error.message);
  });
  if (!isObject(body)) throw invalid('body', 'must be a JSON object');
  const known = Object.keys(properties);
  const problems = [...repeatedIn(body, known), ...(isLenient(c) ? [] : unknownIn(body, known))];
  if (problems.length > 0) throw invalidMembers(problems);
  const members = Object.entries(body).filter(([, value]) => value !== null);
  return new Map(members.map(([name, value]) => [name.toLowerCase(), value]));
}

/** Lists the problems of members that are not known. The case of a name does not count. */
function unknownIn(body: object, known: readonly string[]): Problem[] {
  const lower = lowerOf(known);
  const strange = Object.keys(body).filter((name) => !lower.has(name.toLowerCase()));
  return unknownNames(strange, known, 'unknown_member');
}

/** Lists the problems of known members that come again in another case. */
function repeatedIn(body: object, known: readonly string[]): Problem[] {
  const lower = lowerOf(known);
  const names = Object.keys(body).filter((name) => lower.has(name.toLowerCase()));
  const first = new Map(names.toReversed().map((name) => [name.toLowerCase(), name]));
  return names
    .filter((name) => first.get(name.toLowerCase()) !== name)
    .map((name) => storageProblems.repeated([name]));
}

const lowerOf = (names: readonly string[]) => new Set(names.map((name) => name.toLowerCase()));

/** Reads an optional text member. @throws FlowkerError FLK-0001. */
export function textOf(members: Members, name: string): string | undefined {
  const value = members.get(name.toLowerCase());
  if (value === undefined || typeof value === 'string') return value;
  throw invalid(name, 'must be a string');
}

/** Reads an optional object member. @throws FlowkerError FLK-0001. */
export function objectOf(members: Members, name: string): Record<string, unknown> | undefined {
  const value = members.get(name.toLowerCase());
  if (value === undefined || isObject(value)) return value;
  throw invalid(name, 'must be an object');
}

/** Makes the documented error of a body; `fields` says which part of it is wrong. */
const invalid = (name: string, problem: string) => flowkerErrors.invalidBody({ [name]: problem });

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
