import { registry } from '@berth/domain';
import { expansionsOf, type Resource } from '@berth/resource';
import { type TSchema, Type } from '@sinclair/typebox';
import { type TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler';
import { asksForSelection } from './documented.ts';
import { checkContract } from './shapes.ts';
import { collectionVerbs } from './verbs.ts';

const compiled = new WeakMap<TSchema, TypeCheck<TSchema>>();

/** A row that a write would touch, with the problems that the write would cause there. */
const DependentView = Type.Object({
  object: Type.String(),
  id: Type.String(),
  name: Type.Union([Type.String(), Type.Null()]),
  handle: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  reference: Type.Optional(Type.String()),
  errors: Type.Optional(Type.Array(Type.Unknown())),
});

/**
 * Checks a 2xx answer against the view of its resource and, where it is at hand, against the contract. @throws Error
 * with the first misfit.
 */
export function checkAnswer(method: string, url: string, body: unknown): void {
  if (method === 'HEAD') return;
  const [bare = '', query = ''] = url.slice(1).split('?');
  const [path = '', id, ...behind] = bare.split('/');
  const answer = query.includes('dry_run=true') ? withoutDryRun(body, url) : body;
  const operation = collectionVerbs.find(
    (candidate) => candidate.path === bare && candidate.verb.method === method,
  )?.verb;
  if (operation?.view) {
    fit(operation.view, answer, url);
    checkContract(method, url, answer);
    return;
  }
  for (const resource of registry.resources) {
    if (path !== resource.wire.path && !Object.hasOwn(resource.wire.aliases, path)) continue;
    if (behind.length > 0) {
      checkBehind(resource, method, behind, answer, url);
      return;
    }
    const list = method === 'GET' && id === undefined;
    const verb = resource.verbs.find((own) => own.method === method && own.path === '');
    const once = Object.keys(verb?.once?.properties ?? {});
    const view = asksForSelection(url) ? selectionOf(resource) : resource.wire.view;
    for (const item of list ? itemsOf(answer, url) : [answer]) fit(view, item, url, once);
  }
  if (!asksForSelection(url)) checkContract(method, url, answer);
}

/** Checks an answer of a route behind a row: an action, `dependents` or an inner list. */
function checkBehind(resource: Resource, method: string, behind: string[], body: unknown, url: string): void {
  const [as = '', n] = behind;
  const pattern = [as, ...(n === undefined ? [] : [':n']), ...behind.slice(2)].join('/');
  const action = resource.verbs.find(
    (verb) => verb.on === 'row' && verb.path === pattern && verb.method === method,
  );
  if (action || method !== 'GET') {
    if (action) fit(action.view ?? resource.wire.view, body, url, Object.keys(action.once?.properties ?? {}));
  } else if (as === 'dependents') {
    for (const item of itemsOf(body, url)) fit(DependentView, item, url);
  } else {
    const inner = registry.resources.find(
      ({ links: { within } }) => within?.as === as && within.paths.includes(resource.wire.path),
    );
    if (!inner) throw new Error(`Nobody knows what ${url} answers`);
    for (const item of n === undefined ? itemsOf(body, url) : [body]) fit(inner.wire.view, item, url);
  }
}

/** Checks the members that a dry run adds, and returns the answer without them. */
function withoutDryRun(body: unknown, url: string): unknown {
  const { dry_run, dependents, ...answer } = body as Record<string, unknown>;
  if (dry_run !== true || !Array.isArray(dependents))
    throw new Error(`${url} does not say that it is a dry run`);
  for (const item of dependents) fit(DependentView, item, url);
  return answer;
}

const selections = new Map<Resource, TSchema>();

/** A schema of any subset of the view's members, which also allows whole rows where the view can be expanded. */
function selectionOf(resource: Resource): TSchema {
  let selection = selections.get(resource);
  if (!selection) {
    const expanded = [...expansionsOf(registry, resource).values()].map(({ member, of }) => {
      const own = member in resource.wire.view.properties ? [resource.wire.view.properties[member]] : [];
      return [member, Type.Union([of.wire.view, Type.Null(), ...own])] as const;
    });
    const { object, id } = resource.wire.view.properties;
    const members = { ...resource.wire.view.properties, ...Object.fromEntries(expanded) };
    selection = Type.Composite([Type.Partial(Type.Object(members)), Type.Object({ object, id })]);
    selections.set(resource, selection);
  }
  return selection;
}

function itemsOf(body: unknown, url: string): unknown[] {
  const { object, items, pagination, ...more } = body as Record<string, unknown>;
  const { has_more_before, has_more_after, ...others } = (pagination ?? {}) as Record<string, unknown>;
  const flags = typeof has_more_before === 'boolean' && typeof has_more_after === 'boolean';
  const further = Object.keys({ ...more, ...others });
  if (object !== 'list' || !Array.isArray(items) || !flags || further.length > 0) {
    throw new Error(`The answer to ${url} is not in the envelope of a list`);
  }
  return items;
}

/** Checks that a value has exactly the members of the view. A write may add those that it shows once. */
function fit(view: TSchema, value: unknown, url: string, once: string[] = []): void {
  let check = compiled.get(view);
  if (!check) {
    check = TypeCompiler.Compile(view);
    compiled.set(view, check);
  }
  if (!check.Check(value)) {
    const [first] = check.Errors(value);
    throw new Error(`The answer to ${url} does not fit its view at ${first?.path}: ${first?.message}`);
  }
  const strange = Object.keys(value as object).filter(
    (key) => !(key in view.properties || once.includes(key)),
  );
  if (strange.length > 0) throw new Error(`The answer to ${url} has members beyond its view: ${strange}`);
}
