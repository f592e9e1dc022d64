import type { ErrorCode } from '@berth/kernel';
import { type Static, type TObject, type TSchema, Type } from '@sinclair/typebox';
import { type AuditPolicy, recorded } from './audit.ts';
import type { Context } from './context.ts';

/**
 * Marks an operation or option that still works and that clients should leave. Days are ISO 8601 dates and begin in
 * UTC.
 */
export interface Deprecated {
  since: string;
  /** The day of its removal; absent while none is planned. */
  sunset?: string;
  /** The path of its successor. `:id` and other parameters in it are those of the request. */
  instead?: string;
}

/** The request of a verb: its row, the parameter `:n` of its path, and its body or query, checked against `input`. */
export interface VerbRequest<Input = unknown, Prepared = unknown> {
  id: string;
  n: string;
  input: Input;
  /** Members that only answers have, sent back as they were shown. They must be what the row shows. */
  shown: Readonly<Record<string, unknown>>;
  prepared: Prepared;
}

/** The result of a verb. A verb on a row that returns none of these is answered with the row after the change. */
export interface Outcome {
  /** The id of the new row. */
  id?: string;
  /** The new row, as it is read by its id before `attach`. It is read again unless a verb knows all of it. */
  row?: object;
  /** The answer, instead of the row. */
  answer?: object;
  /** Members that only this answer has, such as a new secret. */
  once?: object;
  /** The reason that the caller gave, for the audit event. */
  reason?: string | null;
}

/** The result of a verb that makes a row. */
export type Written = Outcome & { id: string };

/** A verb of a resource, as data: any operation beside listing and getting its rows. */
export interface Verb<I extends TSchema = TSchema, P = unknown> {
  /** Names the operation in the API reference. The audit trail uses the part after the last dot. */
  name: string;
  on: 'collection' | 'row';
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** The path below the collection or the row. On a collection, a leading slash makes it a path from the root. */
  path: string;
  /** A few words without a full stop. `{one}` stands for the resource's noun with its article. */
  summary: string;
  /** Sentences for the API reference; the summary by default. `{about}` stands for those of the resource. */
  about?: string;
  /** Any one of them is enough. By default `<path>:write` for a verb with an audit policy, otherwise `<path>:read`. */
  scopes?: readonly string[];
  /** Gives the scopes to publishable keys too. */
  open?: boolean;
  /** The schema of the body, or of the query of a GET; null for a verb without input. */
  input: I | null;
  /** The schema of the answer; the resource's view by default. */
  view?: TSchema;
  /** The audit policy; null for a verb that changes nothing. */
  audit: AuditPolicy | null;
  /** The schema of the members that only this answer has. */
  once?: TObject;
  /** Answers JSON lines instead of one object: always, or when `progress` in the body or `Accept` asks for them. */
  lines?: 'always' | 'on_request';
  /** The schema of a line, if it is not the view. */
  line?: TSchema;
  /** Marks answers that may hold secrets: no cache may store them. */
  confidential?: boolean;
  /** Runs on a row outside the reach of the key, too. The verb answers nothing that is outside. */
  outsideReach?: boolean;
  /** Members of the row that an update does not take, and that this verb changes. */
  changes?: readonly string[];
  /** Error codes beside those that every verb of its kind has. */
  errors: readonly ErrorCode[];
  deprecated?: Deprecated;
  /**
   * The request that the API reference shows; by default an empty body, and 1 for `:n`. In the query, `:id` stands for
   * the id of the row, and in the body `:known` for an id that an earlier answer has. `after` is the name of a verb
   * that the row must go through before.
   */
  example?: { body?: object; query?: Readonly<Record<string, string>>; n?: string; after?: string };
  /**
   * Runs once before the transaction, and gives `run` the result of a call to another service. A repeated request,
   * whose answer is kept, does not run it.
   */
  prepare?(ctx: Context, request: Pick<VerbRequest<Static<I>>, 'input'>): Promise<P>;
  run(ctx: Context, request: VerbRequest<Static<I>, P>): Promise<Outcome>;
}

/** Tells if a verb changes the members of a row that are sent. Those may be as the row shows them. */
export const isUpdate = ({ on, method }: Pick<Verb, 'on' | 'method'>): boolean =>
  on === 'row' && method === 'PATCH';

/** The members that a constructor leaves to the verb: all but those that it fills in, some of which may be given. */
type Given<I extends TSchema, P, Filled extends keyof Verb> = Omit<Verb<I, P>, Filled | 'run' | 'errors'> &
  Partial<Pick<Verb<I, P>, Exclude<Filled, 'on'> | 'errors'>>;

type Defaults = 'name' | 'on' | 'method' | 'path' | 'summary' | 'about' | 'audit';

/** The input of a verb that needs none. */
export const Nothing = Type.Object({});

/**
 * Erases the types of a verb, as a resource lists it. The input is checked against the verb's schema before it runs.
 */
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

/** Makes the verb `PATCH /<path>/:id`: `run` changes the members that are sent, and may add members to the answer. */
export const updateVerb = <I extends TSchema>({
  run,
  ...given
}: Given<I, unknown, Defaults> & {
  run(ctx: Context, id: string, input: Static<I>): Promise<void> | Promise<Pick<Outcome, 'once'>>;
}): Verb =>
  erased<I, unknown>({
    name: 'update',
    on: 'row',
    method: 'PATCH',
    path: '',
    summary: 'Update {one}',
    about: 'Members that are absent stay unchanged; `null` clears a member.',
    audit: recorded,
    errors: [],
    ...given,
    run: async (ctx, { id, input }) => (await run(ctx, id, input)) ?? {},
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
  about: 'An archived row stays readable and cannot be used by new rows.',
  audit: recorded,
  input: null,
  errors: [],
  ...given,
  run: async (ctx, { id }) => {
    await run(ctx, id);
    return {};
  },
});

/**
 * Makes the verb `POST /<path>/:id/unarchive`: `run` makes an archived row live again, by the rules of a new one, and
 * may add members to the answer.
 */
export const unarchiveVerb = ({
  run,
  ...given
}: Given<TObject, unknown, Defaults | 'input'> & {
  run(ctx: Context, id: string): Promise<void> | Promise<Pick<Outcome, 'once'>>;
}): Verb => ({
  name: 'unarchive',
  on: 'row',
  method: 'POST',
  path: 'unarchive',
  summary: 'Unarchive {one}',
  about: 'Makes an archived row live again. The rules of a new row hold: what it refers to must be live.',
  audit: recorded,
  input: Nothing,
  errors: ['invalid_state', 'use_after_delete'],
  example: { after: 'archive' },
  ...given,
  run: async (ctx, { id }) => (await run(ctx, id)) ?? {},
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

/** Makes a further verb on the collection, `GET` by default: `run` returns the answer. */
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

/** The empty input, for a verb without an input of its own. */
const nothing = <I extends TSchema>(): I => Nothing as unknown as I;

/** `revisions/:n/restore` → `revisions.restore`. */
const nameOf = (path: string): string =>
  path
    .split('/')
    .filter((segment) => segment !== '' && !segment.startsWith(':'))
    .join('.');
