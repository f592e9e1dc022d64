import { type Problem, type TextForm, textProblem } from '@berth/kernel';
import { Kind, type TSchema, Type, TypeRegistry } from '@sinclair/typebox';

/** Marks the schema of a text that people read with its form. Documents do not show it. */
const Form = Symbol('form');

/**
 * The patterns of a text, for clients. They say less than the rule: no pattern says which characters can be seen. A
 * line that is needed has a character that is no space.
 */
const LINE = '[^\\u0000-\\u001f\\u007f-\\u009f\\u2028-\\u202e\\u2066-\\u2069]';
const PATTERNS = {
  line: `^${LINE}*$`,
  lines: '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]*$',
} as const;
const NEEDED_LINE = `^${LINE}*${LINE.replace('[^', '[^\\s')}${LINE}*$`;

/**
 * A text of at most `maxLength` characters. `misleadingTexts` checks the rest: a row that was stored before there was a
 * rule keeps its text, and a client may send it back.
 */
TypeRegistry.Set<{ maxLength: number }>(
  'Text',
  ({ maxLength }, value) => typeof value === 'string' && !isLonger(value, maxLength),
);

/** Tells if a text has more than `most` characters, each of which has one or two UTF-16 units. */
const isLonger = (text: string, most: number): boolean =>
  text.length > most && (text.length > 2 * most || [...text].length > most);

/** Says of a text that is needed what no pattern says. */
const ABOUT = {
  line: 'One line, with a character that can be seen.',
  lines: 'A text with a character that can be seen.',
} as const;

interface TextOptions {
  maxLength: number;
  /** Refuses a text that nobody can see. */
  isNeeded?: boolean;
}

/** Makes the schema of a text that others read, with its length alone: the caller checks the rest by `textProblem`. */
export const uncheckedText = (form: TextForm, { maxLength, isNeeded = false }: TextOptions) =>
  Type.Unsafe<string>({
    [Kind]: 'Text',
    type: 'string',
    ...(isNeeded ? { minLength: 1 } : {}),
    maxLength,
    pattern: isNeeded && form === 'line' ? NEEDED_LINE : PATTERNS[form],
    ...(isNeeded ? { description: ABOUT[form] } : {}),
  });

/** Marks the schema of a text that others read; `misleadingTexts` checks it. */
export const shownText = <T extends TSchema>(form: TextForm, schema: T): T => ({ ...schema, [Form]: form });

/** Makes the schema of a text of one line that others read. */
export const lineText = (options: TextOptions) => shownText('line', uncheckedText('line', options));

/** Makes the schema of a text of several lines that others read. */
export const linesText = (options: TextOptions) => shownText('lines', uncheckedText('lines', options));

/** Lists the problems of the texts of a body that would mislead their readers. Texts that are too long have others. */
export function misleadingTexts(schema: TSchema, value: unknown, path: readonly string[] = []): Problem[] {
  if (schema.anyOf) return schema.anyOf.flatMap((branch: TSchema) => misleadingTexts(branch, value, path));
  if (typeof value === 'string') return problemsOf(schema, value, path);
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value))
    return schema.items
      ? value.flatMap((item, index) => misleadingTexts(schema.items, item, [...path, String(index)]))
      : [];
  return Object.entries((schema.properties ?? {}) as Record<string, TSchema>).flatMap(([name, member]) =>
    Object.hasOwn(value, name)
      ? misleadingTexts(member, (value as Record<string, unknown>)[name], [...path, name])
      : [],
  );
}

function problemsOf(schema: TSchema, text: string, path: readonly string[]): Problem[] {
  const form = (schema as { [Form]?: TextForm })[Form];
  if (form === undefined || isLonger(text, schema.maxLength)) return [];
  const problem = textProblem(text, form, { path, isNeeded: schema.minLength !== undefined });
  return problem ? [problem] : [];
}

/** Takes the problems of texts that a row does not show in the same member: those would be new to it. */
export const newToRow = (
  problems: readonly Problem[],
  input: unknown,
  row: Readonly<Record<string, unknown>>,
): Problem[] =>
  problems.filter(({ path }) => !textsIn(row[path[0] ?? '']).includes(String(valueAt(input, path))));

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce((inner, step) => (inner as Record<string, unknown>)[step], value);

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
