import { getAt, type Pointer, PointerSet, setAllAt } from '@berth/json-schema';
import {
  type Found,
  type JsonObject,
  overlay,
  problemsOf,
  type Specification,
  secretsOf,
  sentAsSecret,
  type ValueDocument,
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

/** The problems that are certain, and the places that depend on a secret. */
export interface Decided {
  certain: Found[];
  undecided: Found[];
}

/** The layers of a value, and the places of its secrets. */
export interface StoodIn {
  own: ValueDocument | null;
  vault: ValueDocument | null;
  secrets: Pointer[];
}

/**
 * Replaces each secret of both layers by the same stand-in. A schema can be written to answer questions about a secret,
 * one pattern a question: of a value with stand-ins the answer is the same whatever the secrets hold.
 */
export async function withStandIns({ own, vault }: Owner, present: Specification): Promise<StoodIn> {
  const effective = overlay(vault?.value ?? null, own?.value ?? {});
  const secrets = await secretsOf(present, effective, sentAsSecret(own, vault));
  // The vault's value alone may be in another branch of the schema, and has what the own one overrides
  const inVault = vault === null ? [] : await secretsOf(present, vault.value, Object.keys(vault.bound));
  return {
    own: stoodIn(own, secrets),
    vault: stoodIn(vault, [...new Set([...inVault, ...secrets])]),
    secrets,
  };
}

function stoodIn(document: ValueDocument | null, secrets: readonly Pointer[]): ValueDocument | null {
  if (document === null) return null;
  const replacements = secrets.flatMap((at) => {
    const content = getAt(document.value, at);
    return content === undefined ? [] : [[at, standIn(content)] as const];
  });
  return { ...document, value: setAllAt(document.value, replacements) as JsonObject };
}

/**
 * Finds the problems of a value with stand-ins, after its migration; `secrets` are the places of its secrets then. A
 * problem that the value before it has with the present specification comes from the stand-ins, because the stored
 * value fits that.
 */
export async function problemsWithStandIns(
  { invalid }: Owner,
  { before, after, secrets }: { before: JsonObject; after: JsonObject; secrets: readonly Pointer[] },
  present: Specification,
  next: Specification,
): Promise<Decided> {
  const known = new Set(invalid === null ? (await problemsOf(present, before)).map(nameOf) : []);
  const found = (await problemsOf(next, after)).filter((problem) => !known.has(nameOf(problem)));
  if (found.every(isOfForm)) return { certain: found, undecided: [] };
  const secret = new PointerSet(secrets);
  const isCertain = (problem: Found) => isOfForm(problem) || !secret.touches(problem.path);
  const places: Pointer[] = found.filter((problem) => !isCertain(problem)).map(({ path }) => path);
  return {
    certain: found.filter(isCertain),
    undecided: [...new Set(places)].map((path) => ({ ...upgradeProblems.notTried.text, path })),
  };
}

const isOfForm = ({ code }: Found): boolean => OF_FORM.has(code);

const nameOf = ({ path, code, message }: Found): string => JSON.stringify([path, code, message]);

const TEXT = 'secret';
const NUMBER = 1;
const FLAG = true;

/** A value of the same type without any of the content. Members and items stay: the states of a value name them. */
function standIn(secret: unknown): unknown {
  if (Array.isArray(secret)) return secret.map(standIn);
  if (typeof secret === 'object' && secret !== null) {
    return Object.fromEntries(Object.entries(secret).map(([name, member]) => [name, standIn(member)]));
  }
  if (typeof secret === 'string') return TEXT;
  return typeof secret === 'number' ? NUMBER : typeof secret === 'boolean' ? FLAG : secret;
}
