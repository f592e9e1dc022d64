import type { Context } from './context.ts';

export type ExampleObject = { id: string } & Record<string, unknown>;

/** The calls that an example may make. Each answers the object. */
export interface ExampleApi {
  create(path: string, body: object): Promise<ExampleObject>;
  update(path: string, body: object): Promise<ExampleObject>;
  get(path: string): Promise<ExampleObject>;
  /** Runs what no route makes in a transaction, in the context of a request, and gives the id that it answers. */
  run(verb: (ctx: Context) => Promise<string>): Promise<string>;
}

/** Makes one valid row over the API and gives its id. */
export type Example = (api: ExampleApi) => Promise<string>;
