import { readFile } from 'node:fs/promises';
import { parseAllDocuments } from 'yaml';
import type { Io } from '../io.ts';
import { UsageError } from '../usage-error.ts';
import { inexactLine } from './exact-numbers.ts';
import { isSameKey, placeText, refuseRepeated, repeatedMember } from './repeated-members.ts';

/** Reads a file, or standard input for `-`, which can be read only once. */
export type ReadInput = (file: string) => Promise<string>;

export function inputReader(io: Io): ReadInput {
  let isRead = false;
  return async (file) => {
    if (file === '-') {
      if (isRead) throw new UsageError('Standard input can be read once.');
      isRead = true;
      return io.stdin.read();
    }
    try {
      return await readFile(file, 'utf8');
    } catch (error) {
      const { code } = error as { code?: unknown };
      throw new UsageError(`${file} cannot be read (${typeof code === 'string' ? code : 'unknown'}).`);
    }
  };
}

/**
 * Parses JSON or YAML. Reports a problem by its place, because the parsers' messages may quote a secret. @throws
 * UsageError.
 */
export function parseInput(text: string, file: string): unknown {
  const [document, ...more] = parseDocuments(text, file);
  if (more.length > 0) throw new UsageError(`${nameOf(file)} holds several documents; one is expected.`);
  return document;
}

/**
 * Parses JSON, or the documents of YAML. Empty documents are left out unless all are. Refuses a member that is given
 * twice, and a number that would be changed. @throws UsageError.
 */
export function parseDocuments(text: string, file: string): unknown[] {
  const line = inexactLine(text);
  if (line !== null) {
    throw new UsageError(
      `${nameOf(file)} holds a number at line ${line} that cannot be kept exactly.`,
      'Write it as a string, in quotes.',
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return parseYaml(text, file);
  }
  refuseRepeated(text, nameOf(file));
  return [value];
}

const nameOf = (file: string): string => (file === '-' ? 'Standard input' : file);

function parseYaml(text: string, file: string): unknown[] {
  const parsed = parseAllDocuments(text, { prettyErrors: true, uniqueKeys: isSameKey });
  const documents = Array.isArray(parsed) ? parsed : [];
  const [problem] = documents.flatMap(({ errors }) => errors);
  if (problem) {
    const [at] = problem.linePos ?? [];
    if (problem.code === 'DUPLICATE_KEY') throw repeatedMember(nameOf(file), at);
    throw new UsageError(`${nameOf(file)} is neither JSON nor YAML${placeText(at)}.`);
  }
  try {
    const values: unknown[] = documents.map((document) => document.toJS());
    const full = values.filter((value) => value !== null);
    return full.length === 0 ? [null] : full;
  } catch {
    throw new UsageError(`${nameOf(file)} has more aliases than are read.`);
  }
}

/** Sets the member at a dotted path, and creates the objects on the way. @throws UsageError. */
export function setMember(body: Record<string, unknown>, way: string, value: unknown): void {
  const names = way.split('.');
  const last = names.pop() ?? '';
  let place = body;
  for (const name of names) {
    const next = Object.hasOwn(place, name) ? place[name] : {};
    if (typeof next !== 'object' || next === null || Array.isArray(next)) {
      throw new UsageError(`${way} leads through something that is no object.`);
    }
    define(place, name, next);
    place = next as Record<string, unknown>;
  }
  define(place, last, value);
}

/** Sets a member of any name. A plain assignment to `__proto__` would set none. */
function define(place: object, name: string, value: unknown): void {
  Object.defineProperty(place, name, { value, enumerable: true, configurable: true, writable: true });
}
