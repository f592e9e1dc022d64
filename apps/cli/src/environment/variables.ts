import { didYouMean } from '../nearest.ts';
import { UsageError } from '../usage-error.ts';
import { dotted, type Leaf, leavesOf, pointerOf } from './leaves.ts';
import type { Naming } from './naming.ts';

/** An environment variable made of a leaf; null removes it from the environment. */
export interface Variable {
  name: string;
  value: string | null;
  /** The dotted path of the leaf. */
  from: string;
  /** True when `--map` names it. */
  isMapped: boolean;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Linux takes no longer `NAME=value`: 32 pages with the NUL at its end. */
const MOST_BYTES = 131_071;

/**
 * Makes the name of a variable from the path of a leaf: `apiKey` is API_KEY, `retry.max-attempts` is
 * RETRY_MAX_ATTEMPTS.
 */
export const nameOf = (path: readonly string[], prefix = ''): string =>
  prefix +
  path
    .map((part) => part.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2'))
    .join('_')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9_]/g, '_');

/** Makes the variables of a value. @throws UsageError for a name or a value that no variable can have. */
export function variablesOf(value: unknown, { prefix, maps }: Naming): Variable[] {
  if (prefix !== '' && !NAME.test(prefix)) {
    throw new UsageError('--prefix is made of letters, digits and _, and begins with no digit.');
  }
  const leaves = leavesOf(value);
  const mapped = maps.map((text) => readMap(text, leaves));
  refuseTwice(mapped);
  const named = leaves
    .filter((leaf) => !mapped.some((map) => map.leaf === leaf))
    .map((leaf) => ({ name: nameOf(leaf.path, prefix), leaf, isMapped: false }));
  const variables = [...mapped, ...named].map(({ name, leaf, isMapped }) => {
    const from = dotted(leaf.path);
    if (!NAME.test(name)) {
      throw new UsageError(`${from} gives no name of a variable.`, `Name it: --map ${from}=NAME.`);
    }
    return { name, value: textOf(name, from, leaf.value), from, isMapped };
  });
  refuseCollisions(variables);
  return variables;
}

function readMap(text: string, leaves: readonly Leaf[]): { name: string; leaf: Leaf; isMapped: boolean } {
  const at = text.lastIndexOf('=');
  const [way, name] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
  if (way === '' || !NAME.test(name)) {
    throw new UsageError('It is --map leaf=NAME: api_key=OPENAI_API_KEY.');
  }
  const leaf = leaves.find(({ path }) => dotted(path) === way || pointerOf(path) === way);
  if (leaf) return { name, leaf, isMapped: true };
  const known = leaves.map(({ path }) => dotted(path));
  throw new UsageError(
    `The value has no leaf ${way}.`,
    didYouMean(way, known) ?? `It has: ${known.join(', ')}.`,
  );
}

function refuseTwice(mapped: readonly { name: string; leaf: Leaf }[]): void {
  const seen = new Map<Leaf, string>();
  for (const { name, leaf } of mapped) {
    const other = seen.get(leaf);
    if (other !== undefined) {
      const from = dotted(leaf.path);
      throw new UsageError(`--map names ${from} twice: ${other} and ${name}.`, 'Leave one of them out.');
    }
    seen.set(leaf, name);
  }
}

/** Makes the text of a value: a list or an empty object is JSON. */
function textOf(name: string, from: string, value: unknown): string | null {
  if (value === null) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (text.includes('\0')) throw new UsageError(`${from} cannot be a variable: it has a NUL character.`);
  if (/\p{Surrogate}/u.test(text)) {
    throw new UsageError(`${from} cannot be a variable: it has half of a surrogate pair.`);
  }
  const bytes = Buffer.byteLength(`${name}=${text}`);
  if (bytes > MOST_BYTES) {
    throw new UsageError(
      `${from} cannot be a variable: it is ${bytes} bytes long with its name, and ${MOST_BYTES} is the most.`,
    );
  }
  return text;
}

function refuseCollisions(variables: readonly Variable[]): void {
  const seen = new Map<string, string>();
  for (const { name, from } of variables) {
    const other = seen.get(name);
    if (other !== undefined) {
      throw new UsageError(
        `${other} and ${from} would both be ${name}.`,
        `Name one of them: --map ${from}=NAME.`,
      );
    }
    seen.set(name, from);
  }
}
