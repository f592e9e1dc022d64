import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import type { Io } from '../io.ts';
import { UsageError } from '../usage-error.ts';

/** Reads a file, or standard input for `-`, which can be read once. */
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

/** JSON or YAML. What is wrong is told by its place: the parsers quote what may be a secret. @throws UsageError. */
export function parseInput(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parseYaml(text, file);
  }
}

function parseYaml(text: string, file: string): unknown {
  const document = parseDocument(text, { prettyErrors: true });
  const [problem] = document.errors;
  const name = file === '-' ? 'Standard input' : file;
  if (problem) {
    const [at] = problem.linePos ?? [];
    const place = at ? ` at line ${at.line}, column ${at.col}` : '';
    throw new UsageError(`${name} is neither JSON nor YAML${place}.`);
  }
  try {
    return document.toJS();
  } catch {
    throw new UsageError(`${name} has more aliases than are read.`);
  }
}

/** Puts a value where a dotted way leads, and makes the objects on the way. @throws UsageError. */
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

/** A plain assignment to `__proto__` would set no member. */
function define(place: object, name: string, value: unknown): void {
  Object.defineProperty(place, name, { value, enumerable: true, configurable: true, writable: true });
}
