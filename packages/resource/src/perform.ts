import { isDeepStrictEqual } from 'node:util';
import {
  breathe,
  DomainError,
  invalidData,
  nearestName,
  type Problem,
  shownDependents,
  withMembers,
} from '@berth/kernel';
import { changesBetween, isSameView, type NewEvent } from './audit.ts';
import { addTouched, type Context, onPrimary, requireOneOf, type WriteState } from './context.ts';
import type { Resource } from './define.ts';
import { findRow, hold } from './entity.ts';
import { outOfReach, resourceProblems } from './errors.ts';
import { hasPreconditions, requireVersion, withoutPreconditions } from './preconditions.ts';
import { identify, showMade, showWhole, withheld } from './read.ts';
import { misleadingTexts, newToRow } from './texts.ts';
import { type Answer, inTransaction, transact } from './transaction.ts';
import { isUpdate, type Outcome, type Verb, type VerbRequest } from './verb.ts';

/** Returns the verb of a resource by name. */
export function verbNamed({ verbs, wire }: Resource, name: string): Verb {
  const found = verbs.find((verb) => verb.name === name);
  if (!found) throw new Error(`${wire.path} has no verb ${name}`);
  return found;
}

/** The scopes of a verb. A caller needs any one of them. */
export const scopesOf = ({ wire }: Resource, { scopes, audit }: Verb): readonly string[] =>
  scopes ?? [`${wire.path}:${audit === null ? 'read' : 'write'}`];

/**
 * Performs a verb and returns its answer: an object, or JSON lines for a verb that answers those. A verb with an audit
 * policy runs inside `write`; a verb that changes nothing runs directly.
 * @throws DomainError `forbidden`, `not_found`; `precondition_failed` and `precondition_required` with the current row;
 * the errors of the verb.
 */
export async function perform(
  ctx: Context,
  resource: Resource,
  verb: Verb,
  sent: Partial<VerbRequest> = {},
): Promise<Answer> {
  requireOneOf(ctx, scopesOf(resource, verb));
  const request: VerbRequest = { id: '', n: '', input: {}, shown: {}, prepared: undefined, ...sent };
  return verb.audit === null ? read(ctx, resource, verb, request) : write(ctx, resource, verb, request);
}

async function read(ctx: Context, resource: Resource, verb: Verb, request: VerbRequest): Promise<Answer> {
  const id = verb.on === 'row' ? await identify(ctx, resource, request.id) : '';
  await refuseOutside(ctx, resource, verb, id);
  const isGuarded = verb.on === 'row' && hasPreconditions(ctx);
  if (isGuarded) requireVersionOf(ctx, resource, (await showWhole(ctx, resource, id)) as Answer);
  const inner = isGuarded ? withoutPreconditions(ctx) : ctx;
  const { answer } = await verb.run(inner, withMembers(request, { id }));
  return (answer ?? withheld(ctx, resource, await showWhole(ctx, resource, id))) as Answer;
}

/** Runs every write, step by step. A dry run takes the same steps and is rolled back instead of committed. */
async function write(outer: Context, resource: Resource, verb: Verb, request: VerbRequest): Promise<Answer> {
  const misleading = verb.input ? misleadingTexts(verb.input, request.input) : [];
  if (misleading.length > 0 && !isUpdate(verb)) throw invalidData(misleading);
  if (verb.prepare) {
    const known = await repeatedBefore(outer);
    if (known) return withheld(outer, resource, known);
  }
  const prepared = await verb.prepare?.(outer, request);
  return inTransaction(outer, async (ctx) => {
    const replayed = await repeated(ctx);
    if (replayed) return withheld(ctx, resource, replayed); // the key may have lost rights since
    const inner = withMembers(ctx, { write: withinWrite(ctx) });
    const id = verb.on === 'row' ? await identify(inner, resource, request.id) : '';
    await refuseOutside(inner, resource, verb, id);
    const before = await holdAndRead(inner, resource, verb, { ...request, id }, misleading);
    const outcome = await verb.run(inner, withMembers(request, { id, prepared }));
    await breathe();
    const after = await readAgain(inner, resource, id, outcome);
    await breathe();
    const isRecord = !(await isUnchanged(inner, verb, before, after));
    await append(inner, isRecord ? await eventOf(inner, resource, verb, before, after, outcome) : null);
    addTouched(ctx, inner.write.touched);
    await breathe();
    await keep(ctx, after, outcome);
    // A dry run keeps no secret, so the one that it made is none
    return inner.write.options.dryRun
      ? { ...(withoutSecret(outcome.once ?? {}) as Answer), ...after.answer }
      : { ...after.answer, ...outcome.once };
  });
}

/**
 * Performs several verbs as one write: one transaction, one answer for the idempotency key of the request, and the
 * events of all of them at the end, because no write may follow the audit events.
 */
export const together = (outer: Context, verbs: (ctx: Context) => Promise<Answer>): Promise<Answer> =>
  inTransaction(outer, async (ctx) => {
    const replayed = await repeated(ctx);
    if (replayed) return replayed;
    const events: NewEvent[] = [];
    const audit = { append: async (_ctx: Context, ...made: NewEvent[]) => void events.push(...made) };
    const services = { ...ctx.services, audit };
    const answer = await verbs({ ...ctx, services, write: withinWrite(ctx) });
    if (events.length > 0) await ctx.services.audit.append(ctx, ...events);
    await keep(ctx, { answer }, {});
    return answer;
  });

/**
 * Performs a verb on another row as a step of the verb of the context: in its transaction, with the scopes that the
 * step has alone, and with an event of its own. The other row is among those that the write touches.
 * @throws DomainError `forbidden`; the errors of the step.
 */
export async function performStep(
  ctx: Context,
  resource: Resource,
  verb: Verb,
  request: Partial<VerbRequest>,
): Promise<Answer> {
  const { events } = ctx.write;
  const audit = { append: async (_ctx: Context, ...made: NewEvent[]) => void events.push(...made) };
  // A dry run of the write has the steps, too, but for their events
  const inner = withMembers(withoutPreconditions(ctx), { services: { ...ctx.services, audit } });
  const answer = await perform(inner, resource, verb, request);
  const name = typeof answer.name === 'string' ? answer.name : null;
  addTouched(ctx, [{ object: resource.entity.name, id: String(answer.id), name }]);
  return answer;
}

/** Refuses a row outside the reach of the key, unless the verb sees to that. @throws DomainError `not_found`. */
async function refuseOutside(ctx: Context, { entity }: Resource, verb: Verb, id: string): Promise<void> {
  if (ctx.reach && verb.on === 'row' && !verb.outsideReach) await findRow(ctx, entity, id);
}

/** Returns the earlier answer to a request repeated with its idempotency key; null otherwise. */
const repeated = async (ctx: Context): Promise<Answer | null> =>
  (await idempotencyOf(ctx)?.begin(ctx)) ?? null;

/** Does the same before the transaction, for a verb that asks others first: a repeated request asks nobody. */
async function repeatedBefore(outer: Context): Promise<Answer | null> {
  if (!idempotencyOf(outer)) return null;
  const ctx = onPrimary(outer);
  return transact(ctx, (db) => repeated({ ...ctx, db }));
}

/**
 * Keeps the answer for a repeated request. Members shown only once are kept as the row shows them, or without their
 * secrets.
 */
async function keep(ctx: Context, { answer }: Pick<Seen, 'answer'>, { once }: Outcome): Promise<void> {
  await idempotencyOf(ctx)?.record(ctx, { ...(withoutSecret(once ?? {}) as Answer), ...answer });
}

const idempotencyOf = ({ write: { options } }: Context) => (options.dryRun ? null : options.idempotency);

/**
 * The state of a verb inside a write: the verb does not keep its own answer, and its event names only the rows that it
 * touches.
 */
const withinWrite = ({ write }: Context): WriteState =>
  withMembers(write, {
    options: withMembers(write.options, { idempotency: null }),
    touched: [],
    events: [],
    noted: {},
  });

/** The row of a verb. */
interface Seen {
  /** The type and the id of the event's subject. */
  subject: { type: string; id: string };
  /** The whole view, for the event. */
  view: Answer;
  answer: Answer;
}

/**
 * Locks and reads the row, for the event, for preconditions, and for members and misleading texts that are sent back
 * as shown; null when none of them needs it.
 * @throws DomainError `not_found`, `precondition_failed`, `precondition_required`, `invalid_data`.
 */
async function holdAndRead(
  ctx: Context,
  resource: Resource,
  verb: Verb,
  { id, shown, input }: Pick<VerbRequest, 'id' | 'shown' | 'input'>,
  misleading: readonly Problem[],
): Promise<Answer | null> {
  const isCompared = Object.keys(shown).length > 0 || misleading.length > 0;
  const isWanted = isRecorded(ctx, verb) || hasPreconditions(ctx) || isCompared;
  if (verb.on === 'collection' || !isWanted) return null;
  await resource.links.holdFirst?.(ctx, id);
  await hold(ctx, resource.entity, id, 'change');
  const view = (await showWhole(ctx, resource, id)) as Answer;
  requireVersionOf(ctx, resource, view);
  refuseOtherMembers(resource, view, shown, verb);
  const problems = newToRow(misleading, input, view);
  if (problems.length > 0) throw invalidData(problems);
  return view;
}

/** Refuses another version of a row than the request is for. @throws as `requireVersion`. */
function requireVersionOf(ctx: Context, resource: Resource, view: Answer): void {
  const row = { name: resource.entity.name, id: String(view.id), version: Number(view.row_version) };
  requireVersion(ctx, row, () => withheld(ctx, resource, view));
}

/**
 * Reads the row after the verb, unless the verb knows it. An operation without a row answers the subject of its event.
 */
async function readAgain(
  ctx: Context,
  resource: Resource,
  heldId: string,
  { id = heldId, row, answer }: Outcome,
): Promise<Seen> {
  if (id === '') {
    const view = (answer ?? {}) as Answer;
    return { subject: { type: String(view.object), id: String(view.id) }, view, answer: view };
  }
  // Only the database tells if a row, and each that it embeds, is inside the reach of the key
  const isKnown = row !== undefined && ctx.reach === null;
  const shows = isKnown ? showMade(ctx, resource, row) : showInside(ctx, resource, id);
  const view = (await shows) as Answer;
  const shown = (answer ?? withheld(ctx, resource, view)) as Answer;
  return { subject: { type: resource.entity.name, id }, view, answer: shown };
}

/** Reads a row after a write. @throws DomainError `forbidden` when it is outside the reach of the key. */
async function showInside(ctx: Context, resource: Resource, id: string): Promise<object> {
  if (!ctx.reach) return showWhole(ctx, resource, id);
  return showWhole(ctx, resource, id).catch((error: unknown) => {
    const isOutside = error instanceof DomainError && error.code === 'not_found' && error.details.id === id;
    throw isOutside ? outOfReach(resource.entity.name) : error;
  });
}

/** Tells if an update has left its row and all others as they were. Such an update leaves no event. */
const isUnchanged = async (
  { write }: Context,
  { method }: Verb,
  before: Answer | null,
  { view }: Seen,
): Promise<boolean> =>
  method === 'PATCH' && write.touched.length === 0 && before !== null && (await isSameView(before, view));

/** Appends the events of the steps, and behind them that of the verb. A dry run has none. */
async function append(ctx: Context, own: NewEvent | null): Promise<void> {
  const { events } = ctx.write;
  if (own !== null) events.push(own);
  if (events.length > 0) await ctx.services.audit.append(ctx, ...events);
}

/** Makes the event of the verb, with the other rows that it touched; null for a verb without one, and in a dry run. */
async function eventOf(
  ctx: Context,
  resource: Resource,
  verb: Verb,
  before: Answer | null,
  { subject, view }: Seen,
  { reason = null }: Outcome,
): Promise<NewEvent | null> {
  if (!isRecorded(ctx, verb)) return null;
  const changes = await changesBetween(before, view);
  await breathe();
  const { touched, noted } = ctx.write;
  const dependents = touched.length === 0 ? {} : { dependents: shownDependents(touched) };
  const after = Object.assign({}, changes.after, noted, dependents);
  return {
    action: `${collectionOf(resource, verb)}.${verb.name.slice(verb.name.lastIndexOf('.') + 1)}`,
    resource_type: subject.type,
    resource_id: subject.id,
    reason,
    before: changes.before,
    after,
  };
}

const isRecorded = (ctx: Context, { audit }: Verb): boolean =>
  audit !== null && 'recorded' in audit && !ctx.write.options.dryRun;

/**
 * The first segment of the path of a verb: `provider-configs`, or `encryption` for a verb with a path from the root.
 */
export const collectionOf = ({ wire }: Resource, { path }: Verb): string =>
  path.startsWith('/') ? (path.split('/')[1] ?? '') : wire.path;

/** The members of an answer that are shown once: secrets, and values that hold them. */
const SHOWN_ONCE = new Set(['secret', 'value']);

/** Copies a value with null for each member that is shown once. */
function withoutSecret(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      SHOWN_ONCE.has(name) ? null : withoutSecret(member),
    ]),
  );
}

/** @throws DomainError `invalid_data` with every member that the row shows otherwise. */
function refuseOtherMembers(
  { verbs, wire }: Resource,
  view: Answer,
  shown: VerbRequest['shown'],
  { input }: Verb,
): void {
  const others = Object.keys(shown).filter((name) => !isDeepStrictEqual(plain(view[name]), shown[name]));
  const problemOf = (name: string): Problem => {
    const other = verbs.find(({ changes }) => changes?.includes(name));
    if (other === undefined) return readOnly(name, membersOf(input));
    const request = `${other.method} /${wire.path}/:id/${other.path}`;
    return resourceProblems.changedBy({ request }, [name]);
  };
  if (others.length > 0) throw invalidData(others.map(problemOf));
}

const membersOf = (input: Verb['input']): string[] => Object.keys(input?.properties ?? {});

/** The value as an answer in JSON shows it. */
const plain = (value: unknown): unknown => (value === undefined ? value : JSON.parse(JSON.stringify(value)));

/** Makes the problem of a member that only answers have, with the member of a request that has nearly its name. */
export function readOnly(name: string, taken: readonly string[] = []): Problem {
  const meant = nearestName(name, taken);
  return meant === undefined
    ? resourceProblems.readOnly([name])
    : resourceProblems.readOnlyNear({ meant }, [name]);
}
