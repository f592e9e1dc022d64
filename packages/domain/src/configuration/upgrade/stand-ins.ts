import { getAt, type Pointer, PointerSet, setAllAt } from '@berth/json-schema';
import {
  type Found,
  type JsonObject,
  problemsOf,
  type Specification,
  secretsOf,
  sentAsSecret,
} from '../value/index.ts';
import type { Owner } from './opened.ts';
import { upgradeProblems } from './problems.ts';

/** The problems that follow from the form of a value alone, whatever its secrets hold. */
const OF_FORM: ReadonlySet<string> = new Set([
  'additionalProperties',
  'dependencies',
  'dependentRequired',
  'false',
  'maxProperties',
  'minProperties',
  'required',
  'too_large',
  'type',
  'unevaluatedProperties',
]);

/** The value that was checked, the problems that are certain, and the places that depend on a secret. */
export interface Checked {
  value: JsonObject;
  certain: Found[];
  undecided: Found[];
}

/**
 * Finds the problems of a value without a look at its secrets. A schema can be written to answer questions about a
 * secret, one pattern a question, so each secret is replaced by the same stand-in before both specifications are asked:
 * the answer is the same whatever the secrets hold. A problem that the present specification has as well comes from the
 * stand-ins, because the value fits it.
 */
export async function problemsWithStandIns(
  owner: Owner,
  value: JsonObject,
  present: Specification,
  next: Specification,
): Promise<Checked> {
  const secrets = await secretsOf(present, value, sentAsSecret(owner.own, owner.vault));
  if (secrets.length === 0) return { value, certain: await problemsOf(next, value), undecided: [] };
  const stood = setAllAt(
    value,
    secrets.map((pointer) => [pointer, standIn(getAt(value, pointer))]),
  ) as JsonObject;
  const known = new Set(owner.invalid === null ? (await problemsOf(present, stood)).map(nameOf) : []);
  const found = (await problemsOf(next, stood)).filter((problem) => !known.has(nameOf(problem)));
  const secret = new PointerSet(secrets);
  const isCertain = ({ path, code }: Found) => OF_FORM.has(code) || !secret.touches(path);
  const places: Pointer[] = found.filter((problem) => !isCertain(problem)).map(({ path }) => path);
  return {
    value: stood,
    certain: found.filter(isCertain),
    undecided: [...new Set(places)].map((path) => ({ ...upgradeProblems.notTried.text, path })),
  };
}

const nameOf = ({ path, code, message }: Found): string => JSON.stringify([path, code, message]);

/** A value of the same type without any of the content. Members and items stay: the states of a value name them. */
function standIn(secret: unknown): unknown {
  if (Array.isArray(secret)) return secret.map(standIn);
  if (typeof secret === 'object' && secret !== null) {
    return Object.fromEntries(Object.entries(secret).map(([name, member]) => [name, standIn(member)]));
  }
  if (typeof secret === 'string') return 'secret';
  return typeof secret === 'number' ? 1 : typeof secret === 'boolean' ? true : secret;
}
