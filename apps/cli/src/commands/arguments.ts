import { UsageError } from '../usage-error.ts';
import { bodiesOf } from './body.ts';
import type { Command } from './command.ts';
import { type Flag, flagsOf, splitList } from './flags.ts';
import { parseInput, type ReadInput } from './input.ts';
import type { Given } from './parse-flags.ts';

/** The arguments of a client method: the parameters of its path, its body, its options. */
export interface Arguments {
  places: string[];
  /** The body; null for an operation without one. */
  body: Record<string, unknown> | null;
  options: Record<string, unknown>;
}

/** The arguments of a command, which calls the method once for each body. */
export interface Calls extends Omit<Arguments, 'body'> {
  /** One body for each document of the file; one null for an operation without a body. */
  bodies: (Record<string, unknown> | null)[];
  /** The dotted paths below a value that stood on the command line, so must hold no secret. */
  shown: string[];
  /** The lines to print before the calls. */
  notes: string[];
}

/** Makes the arguments of a command. @throws UsageError. */
export async function argumentsOf(
  command: Command,
  places: readonly string[],
  given: Given,
  read: ReadInput,
): Promise<Calls> {
  checkPlaces(command, places);
  const options: Record<string, unknown> = {};
  const members: Record<string, unknown> = {};
  for (const flag of flagsOf(command)) {
    const texts = given.values.get(flag.name);
    if (texts === undefined || flag.to.part === 'command') continue;
    const values: unknown[] = [];
    for (const text of texts.flatMap((text) => partsOf(flag, text)))
      values.push(await readValue(flag, text, read));
    const value = flag.many ? values : values[0];
    const { part, name, bound } = flag.to;
    if (part === 'member') members[name] = value;
    else if (bound) options[name] = { ...(options[name] as object | undefined), [bound]: value };
    else options[name] = TAGS.includes(name) ? quoted(String(value)) : value;
  }
  const { bodies, shown, notes } =
    command.operation.body === 'given'
      ? await bodiesOf(command, given, members, read)
      : { bodies: [null], shown: [], notes: [] };
  return { places: [...places], options, bodies, shown, notes };
}

function checkPlaces({ words, description }: Command, places: readonly string[]): void {
  const name = `berth ${words.join(' ')}`;
  const missing = description.places[places.length];
  if (missing) throw new UsageError(`${name} needs <${missing}>.`, `See ${name} --help.`);
  const [more] = places.slice(description.places.length);
  if (more !== undefined) throw new UsageError(`${name} does not know what to do with ${more}.`);
  places.forEach((place, index) => {
    if (place === '' || place === '.' || place === '..')
      throw new UsageError(
        `${name} needs <${description.places[index]}>, and "${place}" is none.`,
        `See ${name} --help.`,
      );
  });
}

/** Splits a list: `--fields id,name`. */
const partsOf = ({ many }: Flag, text: string | true): (string | true)[] =>
  many && text !== true ? splitList(text) : [text];

async function readValue(flag: Flag, text: string | true, read: ReadInput): Promise<unknown> {
  if (text === true) return true;
  switch (flag.kind) {
    case 'integer':
    case 'number':
      if (text.trim() === '' || Number.isNaN(Number(text)))
        throw new UsageError(`--${flag.name} is a number.`);
      return Number(text);
    case 'boolean':
      if (text !== 'true' && text !== 'false') throw new UsageError(`--${flag.name} is true or false.`);
      return text === 'true';
    case 'word':
      if (!flag.words?.includes(text)) {
        throw new UsageError(`--${flag.name} is one of ${flag.words?.join(', ')}.`);
      }
      return text;
    case 'file':
      return parseInput(await read(text), text);
    default:
      return text;
  }
}

const TAGS = ['ifMatch', 'ifNoneMatch'];

/** Quotes a tag, which is easier to write in a shell without quotes. */
const quoted = (tag: string): string => (tag === '*' || tag.includes('"') ? tag : `"${tag}"`);
