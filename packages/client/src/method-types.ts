/** What every call takes. */
export interface RequestOptions {
  /** Ends the call: it throws the reason of the signal. */
  signal?: AbortSignal | undefined;
  /** Milliseconds that one try may take, up to the whole answer, or up to the first line. */
  timeout?: number | undefined;
}

export type Many<T> = T | readonly T[];

/** One page of a list. */
export interface Page<T> {
  items: T[];
  pagination: { has_more_before: boolean; has_more_after: boolean };
}

/** A list: awaited it is its first page, iterated it is every item of every page. */
export interface Pages<P extends Page<unknown>> extends PromiseLike<P>, AsyncIterable<P['items'][number]> {
  /** Page after page. With `before`, from there backwards. */
  pages(): AsyncIterable<P>;
}

/** Long work: awaited it is what comes out, iterated it tells how far it is, and what comes out last. */
export interface Told<T, L> extends PromiseLike<T>, AsyncIterable<L> {}

/** Which rows are to come with each row, and which members of it are wanted. */
export interface Selection<E, F> {
  expand?: Many<E> | undefined;
  fields?: Many<F> | undefined;
}

/** Nothing is selected: rows are whole, and nothing comes with them. */
export interface Whole {
  expand?: undefined;
  fields?: undefined;
}

/** A row as it was selected: what it is and the members that were wanted, with the rows that came with it. */
export type Selected<Row, With, E extends keyof With, F extends keyof Row> = Omit<
  Pick<Row, F | (keyof Row & ('object' | 'id' | 'row_version'))>,
  E
> &
  Pick<With, E>;
