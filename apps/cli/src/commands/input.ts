import { createReadStream } from 'node:fs';
import { define } from '../input/define.ts';
import { parseJson } from '../input/json-text.ts';
import { readText } from '../input/read-text.ts';
import { parseYaml } from '../input/yaml-text.ts';
import type { Io } from '../io.ts';
import { UsageError } from '../usage-error.ts';

/** Reads a file as text, or standard input for `-`, which can be read only once. */
export type ReadInput = (file: string) => Promise<string>;

export function inputReader(io: Io): ReadInput {
  let isRead = false;
  return async (file) => {
    if (file === '-') {
      if (isRead) throw new UsageError('Standard input can be read once.');
      isRead = true;
      return readText(io.stdin.chunks(), nameOf(file));
    }
    try {
      return await readText(createReadStream(file), file);
    } catch (error) {
      if (error instanceof UsageError) throw error;
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
 * twice, a number that would be changed, and what JSON cannot say. @throws UsageError.
 */
export function parseDocuments(text: string, file: string): unknown[] {
  try {
    return [parseJson(text, nameOf(file))];
  } catch (error) {
    if (error instanceof SyntaxError) return parseYaml(text, nameOf(file));
    throw error;
  }
}

/** Names a file in a message. */
export const nameOf = (file: string): string => (file === '-' ? 'Standard input' : file);

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
