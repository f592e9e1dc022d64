import type { MemberDescription } from '@berth/client';
import { UsageError } from '../usage-error.ts';
import type { Command } from './command.ts';
import { parseInput, type ReadInput, setMember } from './input.ts';
import type { Given } from './parse-flags.ts';

/**
 * Builds the body of a command: a file, over it `--set` and `--set-file`, over these the flags of single members.
 * @throws UsageError.
 */
export async function bodyOf(
  { description }: Command,
  { values }: Given,
  members: Readonly<Record<string, unknown>>,
  read: ReadInput,
): Promise<Record<string, unknown>> {
  const known = description.body ?? [];
  const textsOf = (name: string) => (values.get(name) ?? []).map(String);
  const [file] = textsOf('file');
  const body = file === undefined ? {} : await readBody(file, read);
  for (const assignment of textsOf('set')) {
    const [way, text] = split(assignment, '--set name=value');
    refuseSecret(way, known);
    setMember(body, way, readValue(way, text, known));
  }
  for (const assignment of textsOf('set-file')) {
    const [way, source] = split(assignment, '--set-file name=FILE');
    setMember(body, way, (await read(source)).replace(/\r?\n$/, ''));
  }
  for (const [name, value] of Object.entries(members)) setMember(body, name, value);
  return body;
}

async function readBody(file: string, read: ReadInput): Promise<Record<string, unknown>> {
  const body = parseInput(await read(file), file);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new UsageError(`${file === '-' ? 'Standard input' : file} holds no object.`);
  }
  return body as Record<string, unknown>;
}

function split(assignment: string, form: string): [way: string, value: string] {
  const at = assignment.indexOf('=');
  if (at < 1) throw new UsageError(`It is ${form}.`);
  return [assignment.slice(0, at), assignment.slice(at + 1)];
}

/**
 * Refuses a secret on the command line. The server's description marks the members that can hold secrets. @throws
 * UsageError.
 */
function refuseSecret(way: string, known: readonly MemberDescription[]): void {
  const isSecret = known.some(({ name, secret = [] }) =>
    secret.some((below) => {
      const place = below === '' ? name : `${name}.${below}`;
      return way === place || way.startsWith(`${place}.`) || place.startsWith(`${way}.`);
    }),
  );
  if (!isSecret) return;
  throw new UsageError(
    `${way} can hold secrets, and a command line is kept by the shell and read by others.`,
    `Give it as a file: -f FILE, or --set-file ${way}=FILE, where - is standard input.`,
  );
}

/** Reads the value of a member: text members as written, all others as JSON where they are JSON. */
function readValue(way: string, text: string, known: readonly MemberDescription[]): unknown {
  const member = known.find(({ name }) => name === way);
  const isText = member && !member.many && (member.kind === 'text' || member.kind === 'word');
  if (isText) return member.nullable && text === 'null' ? null : text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
