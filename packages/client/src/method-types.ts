/** The options of every call. */
export interface RequestOptions {
  /** Aborts the call, which then throws the reason of the signal. */
  signal?: AbortSignal | undefined;
  /** Milliseconds for one try, up to the end of the answer or up to its first line. */
  timeout?: number | undefined;
}

export type Many<T> = T | readonly T[];

/** One page of a list. */
export interface Page<T> {
  items: T[];
  pagination: { has_more_before: boolean; has_more_after: boolean };
}

/** A list. Awaiting it gives the first page, iterating it gives the items of all pages. */
export interface Pages<P extends Page<unknown>> extends PromiseLike<P>, AsyncIterable<P['items'][number]> {
  /** Iterates the pages, backwards when the options hold `before`. */
  pages(): AsyncIterable<P>;
}

/** A long operation. Awaiting it gives the result, iterating it gives its progress and at last the result. */
export interface Told<T, L> extends PromiseLike<T>, AsyncIterable<L> {}

/** The related rows to embed in each row, and the members of a row to return. */
export interface Selection<E, F> {
  expand?: Many<E> | undefined;
  fields?: Many<F> | undefined;
}

/** No selection: rows have all members and embed no others. */
export interface Whole {
  expand?: undefined;
  fields?: undefined;
}

/** A selected row: `object`, `id`, `row_version` and the requested members, with the embedded rows. */
export type Selected<Row, With, E extends keyof With, F extends keyof Row> = Omit<
  Pick<Row, F | (keyof Row & ('object' | 'id' | 'row_version'))>,
  E
> &
  Pick<With, E>;
