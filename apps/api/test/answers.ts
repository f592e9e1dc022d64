import { registry } from '@berth/domain';
import { Value } from '@sinclair/typebox/value';

/** Checks a 2xx answer against the view of its resource. Throws with the first thing that does not fit. */
export function checkAnswer(method: string, url: string, body: unknown): void {
  const [path = '', id] = url.slice(1).split('?')[0]?.split('/') ?? [];
  for (const resource of registry.resources) {
    const operation = resource.operations.find((candidate) => candidate.path === path);
    if (operation) return fit(operation.view, body, url);
    if (path !== resource.path && !resource.aliases.includes(path)) continue;
    const list = method === 'GET' && id === undefined;
    for (const item of list ? (body as { items: unknown[] }).items : [body]) fit(resource.view, item, url);
  }
}

function fit(view: Parameters<typeof Value.Check>[0], value: unknown, url: string): void {
  if (Value.Check(view, value)) return;
  const [first] = Value.Errors(view, value);
  throw new Error(`The answer to ${url} does not fit its view at ${first?.path}: ${first?.message}`);
}
