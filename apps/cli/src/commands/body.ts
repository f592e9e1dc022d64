import type { MemberDescription } from '@berth/client/operations';
import { parseJson } from '../input/json-text.ts';
import { UsageError } from '../usage-error.ts';
import { bodyOfAnswer } from './answer-body.ts';
import { type Command, isCreate, membersOf } from './command.ts';
import { splitList } from './flags.ts';
import { nameOf, parseDocuments, type ReadInput, setMember } from './input.ts';
import type { Given } from './parse-flags.ts';

/** The bodies of a command, and what is to be said or proved before they are sent. */
interface Bodies {
  bodies: Record<string, unknown>[];
  shown: string[];
  notes: string[];
}

/**
 * Builds the bodies of a command, one for each document of its file: a document, over it the flags of single members,
 * over these `--set` and `--set-file`, which can go deeper. @throws UsageError.
 */
export async function bodiesOf(
  command: Command,
  { values }: Given,
  members: Readonly<Record<string, unknown>>,
  read: ReadInput,
): Promise<Bodies> {
  const known = command.description.body ?? [];
  const textsOf = (name: string) => (values.get(name) ?? []).map(String);
  const [file] = textsOf('file');
  const sent: Awaited<ReturnType<typeof readBodies>> =
    file === undefined
      ? [{ body: {}, leftOut: [], lacksValue: false }]
      : await readBodies(command, file, read);
  const assignments: [way: string, value: unknown][] = Object.entries(members);
  const shown: string[] = [];
  for (const assignment of textsOf('set')) {
    const [way, text] = split(assignment, '--set name=value');
    const value = readValue(way, text, known);
    const secrecy = secrecyOf(way, command);
    if (secrecy === 'secret') throw holdsSecrets(way);
    if (secrecy === 'unproved' && value !== null) shown.push(way);
    assignments.push([way, value]);
  }
  for (const assignment of textsOf('set-file')) {
    const [way, source] = split(assignment, '--set-file name=FILE');
    assignments.push([way, (await read(source)).replace(/\r?\n$/, '')]);
  }
  const bodies = sent.map(({ body }) => {
    for (const [way, value] of assignments) setMember(body, way, structuredClone(value));
    return body;
  });
  return { bodies, shown, notes: notesOn(sent, bodies) };
}

/** Says what of answers is not sent. */
function notesOn(
  sent: readonly { leftOut: string[]; lacksValue: boolean }[],
  bodies: readonly object[],
): string[] {
  const leftOut = [...new Set(sent.flatMap((read) => read.leftOut))];
  const isWithout = sent.some(({ lacksValue }, index) => lacksValue && !('value' in (bodies[index] ?? {})));
  return [
    ...(leftOut.length > 0 ? [`Not sent, because only answers have it: ${leftOut.join(', ')}.`] : []),
    ...(isWithout ? ['Not sent, because no answer has it: the own value. Give it with --value.'] : []),
  ];
}

async function readBodies(command: Command, file: string, read: ReadInput) {
  const documents = parseDocuments(await read(file), file);
  const name = nameOf(file);
  if (documents.length > 1 && !isCreate(command)) {
    throw new UsageError(`${name} holds several documents; one is expected.`, 'Only a create takes several.');
  }
  return documents.map((body, index) => {
    const which = documents.length === 1 ? name : `Document ${index + 1} of ${name}`;
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      throw new UsageError(`${which} holds no object.`);
    }
    return bodyOfAnswer(command, body as Record<string, unknown>, which);
  });
}

function split(assignment: string, form: string): [way: string, value: string] {
  const at = assignment.indexOf('=');
  if (at < 1) throw new UsageError(`It is ${form}.`);
  return [assignment.slice(0, at), assignment.slice(at + 1)];
}

/** Tells if a path can lead to a secret, by the server's description of the members. */
function secrecyOf(way: string, command: Command): 'plain' | 'unproved' | 'secret' {
  const isSecret = (command.description.body ?? []).some(({ name, secret = [] }) =>
    secret.some((below) => {
      const place = below === '' ? name : `${name}.${below}`;
      return way === place || way.startsWith(`${place}.`) || place.startsWith(`${way}.`);
    }),
  );
  if (!isSecret) return 'plain';
  return way.startsWith('value.') && tellsSecrets(command) ? 'unproved' : 'secret';
}

/** Tells if the answer of a command lists which leaves of the value are secret. */
const tellsSecrets = ({ words, description }: Command): boolean =>
  ['create', 'update'].includes(words.at(-1) ?? '') &&
  membersOf(words).includes('value_state') &&
  description.options.some(({ name }) => name === 'dryRun');

/** Makes the error for a secret on the command line. */
export const holdsSecrets = (way: string): UsageError =>
  new UsageError(
    `${way} can hold secrets, and a command line is kept by the shell and read by others.`,
    `Give it as a file: -f FILE, or --set-file ${way}=FILE, where - is standard input.`,
  );

/** Reads the value of a member: text members as written, all others as JSON where they are JSON. */
function readValue(way: string, text: string, known: readonly MemberDescription[]): unknown {
  const member = known.find(({ name }) => name === way);
  const isText = member && !member.many && (member.kind === 'text' || member.kind === 'word');
  if (isText) return member.nullable && text === 'null' ? null : text;
  try {
    return parseJson(text, way);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return member?.many ? splitList(text) : text;
  }
}
