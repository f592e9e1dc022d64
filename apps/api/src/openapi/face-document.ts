import type { Context } from '@berth/resource';
import type { Document } from './types.ts';

/** What one operation was asked and what it answered, as the examples of a document. */
export interface Exchange {
  /** What stands in the path, by the name of the parameter. */
  path?: Record<string, string>;
  body?: unknown;
  answer: unknown;
}

/** Exchanges by the id of their operation. */
export type Exchanges = Record<string, Exchange>;

/** Speaks to the application as a key that may do everything in its instance. */
export interface Speaker {
  /** The body that comes back is undefined when there is none, a text when it is not JSON. */
  send(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  /** Runs what no route makes as a write of the key. */
  run(verb: (ctx: Context) => Promise<string>): Promise<string>;
}

/** The application on an empty database, to take examples from. */
export interface Stage {
  /** The address of a provider that can be asked. It is another one each time: no example may show it. */
  provider: string;
  /** The key of the installation. */
  bootstrap: Speaker;
  /** A key of a new instance. */
  newInstance(): Promise<Speaker>;
}

/** The document of a face: described by its definitions, with examples of what it really answers. */
export interface FaceDocument {
  /** `root` is served as `/openapi/root.json` and kept as `openapi/root.json`. */
  name: string;
  /** A path as the document writes it; null when another face answers it. */
  pathOf(path: string): string | null;
  /** Exchanges that belong together, so that an id is the same in all of them. */
  exchanges(stage: Stage): AsyncIterable<Exchanges>;
  describe(version: string, examples: Exchanges): Document;
}
