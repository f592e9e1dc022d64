import { DomainError, type ErrorCode, type ErrorDetails, type Problem } from './errors.ts';

/** The names of the places in a text: `"resource" | "id"` of `No {resource} "{id}".` */
type PlacesIn<T> = T extends `${string}{${infer Place}}${infer Rest}` ? Place | PlacesIn<Rest> : never;

/** The values for the places of a text: names, numbers and words of our own. Never a value of a config. */
export type Filling = Readonly<Record<string, string | number>>;

/** A text with places in braces, as data: the catalogue of errors lists it. */
export interface Text {
  message: string;
  /** The next step of the caller. */
  hint?: string;
}

/** The text of an error of the domain. */
export interface ErrorText extends Text {
  code: ErrorCode;
  /** The member `reason` of the error, for programs that tell errors of one code apart. */
  reason?: string;
}

/** The text of one problem with a member of the input. */
export interface ProblemText extends Text {
  code: string;
}

/** Fills the places of a text. */
export const fill = (text: string, filling: Filling): string =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => String(filling[name] ?? place));

/** Makes something of a text; takes the values of its places first, if it has any. */
type Maker<T extends Text, Made, More extends unknown[]> = {
  (
    ...given: [PlacesIn<T['message'] | T['hint']>] extends [never]
      ? More
      : [filling: Record<PlacesIn<T['message'] | T['hint']>, string | number>, ...more: More]
  ): Made;
  readonly text: T;
};

export type Makers<T extends Record<string, Text>, Made, More extends unknown[]> = {
  readonly [K in keyof T]: Maker<T[K], Made, More>;
};

/** Makes a function of each text. `make` gets the text with its places filled. */
export function makersOf<const T extends Record<string, Text>, Made, More extends unknown[]>(
  texts: T,
  make: (filled: T[keyof T], ...more: More) => Made,
): Makers<T, Made, More> {
  const makers = Object.entries<Text>(texts).map(([name, text]) => {
    const hasPlaces = /\{\w+\}/.test(`${text.message}${text.hint ?? ''}`);
    const maker = (...given: unknown[]): Made => {
      if (!hasPlaces) return make(text as T[keyof T], ...(given as More));
      const [filling, ...more] = given as [Filling, ...More];
      const hint = text.hint === undefined ? {} : { hint: fill(text.hint, filling) };
      return make({ ...text, message: fill(text.message, filling), ...hint } as T[keyof T], ...more);
    };
    return [name, Object.assign(maker, { text })] as const;
  });
  // `fromEntries` forgets which name has which maker
  return Object.fromEntries(makers) as unknown as Makers<T, Made, More>;
}

/** Lists the texts behind functions, for the catalogue of errors. */
export const textsOf = <T extends Text>(makers: Readonly<Record<string, { readonly text: T }>>): T[] =>
  Object.values(makers).map(({ text }) => text);

/** Makes a function that builds the error of each text. */
export const errorTexts = <const T extends Record<string, ErrorText>>(texts: T) =>
  makersOf(
    texts,
    (
      { code, message, hint, reason }: ErrorText,
      details: ErrorDetails = {},
      options: { cause?: unknown; current?: object | null } = {},
    ) =>
      new DomainError(
        code,
        message,
        { ...(reason === undefined ? {} : { reason }), ...(hint === undefined ? {} : { hint }), ...details },
        options,
      ),
  );

/** Makes a function that builds the problem of each text at a path. */
export const problemTexts = <const T extends Record<string, ProblemText>>(texts: T) =>
  makersOf(
    texts,
    (
      { code, message }: ProblemText,
      path: readonly string[],
      facts: Pick<Problem, 'expected' | 'min' | 'max'> = {},
    ): Problem => ({ code, message, ...facts, path: [...path] }),
  );
