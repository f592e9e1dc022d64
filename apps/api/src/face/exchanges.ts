import type { Context } from '@berth/resource';

/** One request of an operation and its answer, as the examples of a document. */
export interface Exchange {
  /** The parameters of the path. */
  path?: Record<string, string>;
  body?: unknown;
  answer: unknown;
}

/** Exchanges by the id of their operation. */
export type Exchanges = Record<string, Exchange>;

/** Speaks to the application as a key that may do everything in its instance. */
export interface Speaker {
  /** Gives the body of the answer: undefined when there is none, a text when it is not JSON. */
  send(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  /** Runs what no route makes as a write of the key. */
  run(verb: (ctx: Context) => Promise<string>): Promise<string>;
}

/** The application on an empty database, to take examples from. */
export interface Stage {
  /** The address of a provider that answers. It is another one each time: no example may show it. */
  provider: string;
  /** The key of the installation. */
  bootstrap: Speaker;
  /** Makes a new instance and gives a key of it. */
  newInstance(): Promise<Speaker>;
}
