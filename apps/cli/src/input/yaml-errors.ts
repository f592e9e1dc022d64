import { UsageError } from '../usage-error.ts';
import { type Position, positionText } from './position.ts';

/** Makes the error for a text at a place. @param what the text, as the message names it. */
export type Fault = (what: string, at: Position | undefined) => UsageError;

/** The errors of a YAML text that is no JSON value. No message quotes the text: it may be a secret. */
export const yamlErrors = {
  syntax: (what, at) => new UsageError(`${what} is neither JSON nor YAML${positionText(at)}.`),
  tag: (what, at) =>
    new UsageError(
      `${what} has a tag${positionText(at)} that JSON cannot hold.`,
      'Leave the tag out; put text that begins with ! in quotes.',
    ),
  kind: (what, at) => new UsageError(`${what} has content${positionText(at)} that JSON cannot hold.`),
  doubtful: (what, at) =>
    new UsageError(`${what} has something${positionText(at)} that is not read as it is written.`),
  key: (what, at) =>
    new UsageError(
      `${what} has a list or an object as the name of a member${positionText(at)}.`,
      'Put text with braces or brackets, such as a template, in quotes.',
    ),
  absent: (what, at) =>
    new UsageError(
      `${what} has an alias${positionText(at)} without its anchor.`,
      'Put text with * in quotes.',
    ),
  circle: (what, at) =>
    new UsageError(`${what} has an alias${positionText(at)} that stands within its own anchor.`),
  copies: (what, at) =>
    new UsageError(`${what} repeats more by its aliases${positionText(at)} than a body may hold.`),
  merge: (what, at) =>
    new UsageError(
      `${what} merges something with <<${positionText(at)} that is no object.`,
      'Give it the alias of an object, or a list of such; put << in quotes where it is a name.',
    ),
  depth: (what, at) => new UsageError(`${what} is nested too deeply${positionText(at)}.`),
} satisfies Record<string, Fault>;
