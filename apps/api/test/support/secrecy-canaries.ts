import { randomBytes, randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import {
  checkValue,
  parsePointer,
  secretLeaves,
  toPointer,
  validatorFor,
} from '../../../../packages/json-schema/src/index.ts';

/** Returns a unique secret. */
export const canary = (): string => `canary${randomBytes(9).toString('hex')}`;

/** A value whose texts were replaced by secrets that can be searched for. */
export interface Planted {
  value: Record<string, unknown>;
  canaries: string[];
  /** Counts the texts that the schema marks secret, and those of them that could be replaced. */
  secrets: number;
  plantedSecrets: number;
}

export interface Specified {
  config_schema: Record<string, unknown>;
  config_visibility?: 'plain' | 'encrypted';
  secret_paths?: string[];
}

export interface ShippedFile {
  slug: string;
  version: Specified;
  examples: { valid: Record<string, unknown> };
}

/** The shipped providers with their examples. */
export function shippedFiles(): ShippedFile[] {
  const folder = new URL('../../../../packages/domain/catalog/', import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
}

/** Replaces every text of a valid value by a canary, wherever the schema accepts one. */
export function plant(specified: Specified, valid: Record<string, unknown>): Planted {
  const {
    config_schema: schema,
    config_visibility: visibility = 'plain',
    secret_paths: marked = [],
  } = specified;
  const validator = validatorFor(schema);
  const secret = new Set(secretLeaves(schema, valid, { visibility, marked }));
  const public_ = JSON.stringify(schema);
  const planted: Planted = { value: structuredClone(valid), canaries: [], secrets: 0, plantedSecrets: 0 };
  for (const { path, value } of placesOf(valid)) {
    if (typeof value !== 'string') continue;
    const isSecret = secret.has(toPointer(path));
    if (isSecret) planted.secrets += 1;
    for (const candidate of [canary(), `${value}${canary()}`, lookalike(value), lookalike(value)]) {
      if (candidate.length < 12 || public_.includes(candidate)) continue;
      const attempt = withAt(planted.value, path, candidate) as Record<string, unknown>;
      if (checkValue(validator, attempt).length > 0) continue;
      planted.value = attempt;
      planted.canaries.push(candidate);
      if (isSecret) planted.plantedSecrets += 1;
      break;
    }
  }
  return planted;
}

/** Returns another text of the same shape, letters for letters and digits for digits, which patterns often accept. */
function lookalike(text: string): string {
  const alphabets = ['0123456789', 'abcdef', 'ghijklmnopqrstuvwxyz', 'ABCDEF', 'GHIJKLMNOPQRSTUVWXYZ'];
  const other = (letter: string) => {
    const alphabet = alphabets.find((letters) => letters.includes(letter));
    return alphabet?.charAt(randomInt(alphabet.length)) ?? letter;
  };
  const kept = Math.max(0, text.length - 24);
  return text.slice(0, kept) + [...text.slice(kept)].map(other).join('');
}

/** A place in a value. */
export interface Place {
  path: string[];
  value: unknown;
}

/** Every place of a value, the value itself first. */
export function placesOf(value: unknown, path: string[] = []): Place[] {
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [{ path, value }, ...members.flatMap(([name, member]) => placesOf(member, [...path, name]))];
}

/** Returns a copy of the value with the replacement at a place. */
export function withAt(value: unknown, [name, ...rest]: string[], replacement: unknown): unknown {
  if (name === undefined) return replacement;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[name] = withAt(copy[name], rest, replacement);
  return copy;
}

/** The names of all members that a schema marks secret, in any branch. */
export function secretNames(pointers: readonly string[]): string[] {
  const names = pointers.flatMap((pointer) => {
    const segments = parsePointer(pointer) ?? [];
    return segments.at(-2) === 'properties' ? (segments.at(-1) ?? []) : [];
  });
  return [...new Set(names)];
}
