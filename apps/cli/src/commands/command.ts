import {
  descriptions,
  type Operation,
  type OperationDescription,
  operations,
} from '@berth/client/operations';
import { kebab } from './words.ts';

/** An operation of the server as a command. */
export interface Command {
  /** The words of the command: `['provider-configs', 'revisions', 'list']`. */
  words: readonly string[];
  operation: Operation;
  description: OperationDescription;
}

/** Every operation of the server that is not deprecated. */
export const commands: readonly Command[] = descriptions.flatMap((description) => {
  const operation = operations.find(({ id }) => id === description.id);
  return operation && !description.deprecated
    ? [{ words: description.id.split('.').map(kebab), operation, description }]
    : [];
});

/** Tells if a command makes a row of its resource. */
export const isCreate = ({ words }: Command): boolean => words.at(-1) === 'create';

/** Lists the members of the rows of a resource, by the words of one of its commands; none for other groups. */
export function membersOf(words: readonly string[]): readonly string[] {
  const get = [...words.slice(0, -1), 'get'].join(' ');
  const found = commands.find((command) => command.words.join(' ') === get);
  return found?.description.options.find(({ name }) => name === 'fields')?.words ?? [];
}

/** Shorter ways to write the first words of a command. */
export const shortcuts: Readonly<Record<string, readonly string[]>> = {
  audit: ['audit-events'],
  cfg: ['provider-configs'],
  deploy: ['provider-deployments'],
  vault: ['provider-config-vaults'],
  resolve: ['provider-configs', 'resolve'],
  test: ['provider-configs', 'test'],
};

/** Finds the command at the start of these words, and the number of words that it takes. */
export function findCommand(words: readonly string[]): { command: Command; taken: number } | null {
  const [first = ''] = words;
  const meant = shortcuts[first] ? [...shortcuts[first], ...words.slice(1)] : words;
  const found = commands
    .filter((command) => command.words.every((word, index) => meant[index] === word))
    .sort((a, b) => b.words.length - a.words.length)[0];
  return found ? { command: found, taken: found.words.length - (meant.length - words.length) } : null;
}

/** Lists the words that can follow these. */
export function wordsAfter(words: readonly string[]): string[] {
  const [first = ''] = words;
  const meant = shortcuts[first] ? [...shortcuts[first], ...words.slice(1)] : words;
  const following = commands
    .filter((command) => meant.every((word, index) => command.words[index] === word))
    .flatMap((command) => command.words[meant.length] ?? []);
  return [...new Set(following)];
}
