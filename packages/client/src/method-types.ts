import type { SharedOptions } from './generated/types.ts';

/** What every call takes. */
export interface RequestOptions {
  /** Ends the call: it throws the reason of the signal. */
  signal?: AbortSignal | undefined;
  /** Milliseconds that one try may take, up to the whole answer, or up to the first line. */
  timeout?: number | undefined;
}

/** What every call takes, and these of the options that operations share. */
export type Options<N extends keyof SharedOptions> = Pick<SharedOptions, N> & RequestOptions;

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
