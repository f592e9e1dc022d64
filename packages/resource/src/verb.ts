import type { ErrorCode } from '@berth/kernel';
import { type Static, type TObject, type TSchema, Type } from '@sinclair/typebox';
import { type AuditPolicy, recorded } from './audit.ts';
import type { Context } from './context.ts';

/** Marks something that still works and that clients should leave. Days are ISO 8601 dates, and begin in UTC. */
export interface Deprecated {
  since: string;
  /** The day on which it will be gone; absent while that is not planned. */
  sunset?: string;
  /** The path of its successor. `:id` and other parameters in it are those of the request. */
  instead?: string;
}

/** The request of a verb: its row, the parameter `:n` of its path, and its body or query, checked against `input`. */
export interface Asked<Input = unknown, Prepared = unknown> {
  id: string;
  n: string;
  input: Input;
  prepared: Prepared;
}

/** The result of a verb. A verb on a row that gives none of these is answered with the row as it then is. */
export interface Outcome {
  /** The row that was made. */
  id?: string;
  /** The answer, in place of the row. */
  answer?: object;
  /** Members that this answer has and no later one, such as a new secret. */
  once?: object;
}

/** The result of a verb that makes a row. */
export type Written = Outcome & { id: string };

/** A verb of a resource, as data: everything that can be done beside listing and getting its rows. */
export interface Verb<I extends TSchema = TSchema, P = unknown> {
  /** Names the operation in the API reference. The audit trail takes the part behind the last dot. */
  name: string;
  on: 'collection' | 'row';
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the collection or the row. On a collection, a path that begins with a slash is one from the root. */
  path: string;
  /** A few words without a full stop. `{one}` stands for the resource's noun with its article. */
  summary: string;
  /** Sentences for the API reference; the summary unless given. `{about}` stands for those of the resource. */
  about?: string;
  /** Any one of them is enough; unless given, `<path>:write` for a verb that is recorded, else `<path>:read`. */
  scopes?: readonly string[];
  /** Adds the scopes to those of publishable keys. */
  open?: boolean;
  /** The schema of the body, or of the query of a GET; null for a verb that is asked nothing. */
  input: I | null;
  /** The schema of the answer; the resource's own view unless given. */
  view?: TSchema;
  /** What the verb leaves in the audit trail; null for a verb that changes nothing. */
  audit: AuditPolicy | null;
  /** The schema of the members that only this answer has. */
  once?: TObject;
  /** Answers JSON lines in place of one object: always, or when `progress` in the body or `Accept` asks for them. */
  lines?: 'always' | 'on_request';
  /** The schema of a line, where it is not the view. */
  line?: TSchema;
  /** Marks answers that may hold secrets, beside those with `once`: nothing on their way may store them. */
  confidential?: boolean;
  /** Errors beside those of every verb of its kind. */
  errors: readonly ErrorCode[];
  deprecated?: Deprecated;
  /** The request that the API reference shows; unless given, an empty body, and 1 for `:n`. */
  example?: { body?: object; n?: string };
  /** Runs once, before the transaction, and gives `run` what takes a call to another service. */
  prepare?(ctx: Context): Promise<P>;
  run(ctx: Context, asked: Asked<Static<I>, P>): Promise<Outcome>;
}

/** What a constructor leaves to the verb: everything but the members that it fills in, some of which may be given. */
type Given<I extends TSchema, P, Filled extends keyof Verb> = Omit<Verb<I, P>, Filled | 'run' | 'errors'> &
  Partial<Pick<Verb<I, P>, Exclude<Filled, 'on'> | 'errors'>>;

type Defaults = 'name' | 'on' | 'method' | 'path' | 'summary' | 'about' | 'audit';

/** The input of a verb that needs to be told nothing more. */
export const Nothing = Type.Object({});

/** Takes a verb to the form in which a resource lists it: its input is checked against its own schema before it runs. */
const erased = <I extends TSchema, P>(verb: Verb<I, P>): Verb => verb as unknown as Verb;

/** Makes the verb `POST /<path>`: `run` inserts a row. */
export const createVerb = <I extends TSchema, P = undefined>({
  run,
  ...given
}: Given<I, P, Defaults> & {
  run(ctx: Context, input: Static<I>, prepared: P): Promise<Written>;
}): Verb =>
  erased<I, P>({
    name: 'create',
    on: 'collection',
    method: 'POST',
    path: '',
    summary: 'Create {one}',
    about: '{about}',
    audit: recorded,
    errors: [],
    ...given,
    run: (ctx, { input, prepared }) => run(ctx, input, prepared),
  });

/** Makes the verb `PATCH /<path>/:id`: `run` changes the members that are sent. */
export const updateVerb = <I extends TSchema>({
  run,
  ...given
}: Given<I, unknown, Defaults> & {
  run(ctx: Context, id: string, input: Static<I>): Promise<void>;
}): Verb =>
  erased<I, unknown>({
    name: 'update',
    on: 'row',
    method: 'PATCH',
    path: '',
    summary: 'Update {one}',
    about: 'What is absent stays as it is; what is null is cleared.',
    audit: recorded,
    errors: [],
    ...given,
    run: async (ctx, { id, input }) => {
      await run(ctx, id, input);
      return {};
    },
  });

/** Makes the verb `DELETE /<path>/:id`: `run` archives the row. */
export const archiveVerb = ({
  run,
  ...given
}: Given<TObject, unknown, Defaults | 'input'> & {
  run(ctx: Context, id: string): Promise<void>;
}): Verb => ({
  name: 'archive',
  on: 'row',
  method: 'DELETE',
  path: '',
  summary: 'Archive {one}',
  about: 'It is kept and can be read, and is used for nothing new.',
  audit: recorded,
  input: null,
  errors: [],
  ...given,
  run: async (ctx, { id }) => {
    await run(ctx, id);
    return {};
  },
});

/** Makes a further verb on a row, `POST /<path>/:id/<path of the verb>`, named after its path unless it has a name. */
export const action = <I extends TSchema = typeof Nothing>({
  run,
  path,
  ...given
}: Given<I, unknown, 'name' | 'on' | 'method' | 'input'> & {
  run(ctx: Context, id: string, input: Static<I>, n: string): Promise<Outcome | undefined>;
}): Verb =>
  erased<I, unknown>({
    name: nameOf(path),
    on: 'row',
    method: 'POST',
    path,
    input: nothing<I>(),
    errors: [],
    ...given,
    run: async (ctx, { id, input, n }) => (await run(ctx, id, input, n)) ?? {},
  });

/** Makes a further verb on the collection, `GET` unless it says otherwise: `run` gives the answer. */
export const operation = <I extends TSchema = typeof Nothing>({
  run,
  path,
  ...given
}: Given<I, unknown, 'name' | 'on' | 'method' | 'input'> & {
  run(ctx: Context, input: Static<I>): Promise<object>;
}): Verb =>
  erased<I, unknown>({
    name: nameOf(path),
    on: 'collection',
    method: 'GET',
    path,
    input: nothing<I>(),
    errors: [],
    ...given,
    run: async (ctx, { input }) => ({ answer: await run(ctx, input) }),
  });

/** A verb that gives no input of its own is typed for the empty one. */
const nothing = <I extends TSchema>(): I => Nothing as unknown as I;

/** `revisions/:n/restore` → `revisions.restore`. */
const nameOf = (path: string): string =>
  path
    .split('/')
    .filter((segment) => segment !== '' && !segment.startsWith(':'))
    .join('.');
