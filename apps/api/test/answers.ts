import { registry } from '@berth/domain';
import type { TSchema } from '@sinclair/typebox';
import { type TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler';
import { checkContract } from './shapes.ts';

const compiled = new WeakMap<TSchema, TypeCheck<TSchema>>();

/**
 * Checks a 2xx answer against the view of its resource and, where it is at hand, against the contract. Throws with
 * the first thing that does not fit.
 */
export function checkAnswer(method: string, url: string, body: unknown): void {
  if (method === 'HEAD') return;
  const [path = '', id] = url.slice(1).split('?')[0]?.split('/') ?? [];
  for (const resource of registry.resources) {
    const operation = resource.operations.find((candidate) => candidate.path === path);
    if (operation) fit(operation.view, body, url);
    if (path !== resource.path && !resource.aliases.includes(path)) continue;
    const list = method === 'GET' && id === undefined;
    const once = method === 'POST' ? ['secret', 'secret_key'] : [];
    for (const item of list ? itemsOf(body, url) : [body]) fit(resource.view, item, url, once);
  }
  checkContract(method, url, body);
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

/** Every member of the view and no other, but for what a POST shows once: nothing may slip out. */
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
