import type { Context } from '@berth/resource';

/** One request of an operation and its answer, as an example of a document. */
export interface Exchange {
  /** The path parameters that every installation has: no id of a made row. */
  path?: Record<string, string>;
  /** The query parameters, of the same kind, that a form needs. */
  query?: Record<string, string>;
  body?: unknown;
  /** The request in shell, behind those that make its rows. */
  command: string;
  /** The answer; absent where an example of it would be too long. */
  answer?: unknown;
}

/** Exchanges by operation id. */
export type Exchanges = Record<string, Exchange>;

/** Sends requests with a key that holds every scope of its instance. */
export interface Speaker {
  /** Resolves to the status and the body: undefined for no body, text for a body that is not JSON. */
  send(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  /** Runs a write that no route offers, as the key. */
  run(verb: (ctx: Context) => Promise<string>): Promise<string>;
}

/** The application on an empty database, from which the examples are taken. */
export interface Stage {
  /** The URL of a provider that answers. It differs at each run, so no example may show it. */
  provider: string;
  /** The bootstrap key. */
  bootstrap: Speaker;
  /** Creates an instance and resolves to a key of it. */
  newInstance(): Promise<Speaker>;
}
