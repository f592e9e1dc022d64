import type { Context } from './context.ts';

export type ExampleObject = { id: string } & Record<string, unknown>;

/** The calls that an example may make. Each returns the answered object. */
export interface ExampleApi {
  create(path: string, body: object): Promise<ExampleObject>;
  update(path: string, body: object): Promise<ExampleObject>;
  get(path: string): Promise<ExampleObject>;
  /**
   * Makes a row that no route makes: runs the function in a transaction with the context of a request, and returns its
   * id.
   */
  run(verb: (ctx: Context) => Promise<string>): Promise<string>;
}

/** Makes one valid row through the API and returns its id. */
export type Example = (api: ExampleApi) => Promise<string>;
