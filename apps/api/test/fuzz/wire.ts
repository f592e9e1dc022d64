import { encode, expanded, forms } from './encode.ts';
import type { Plan } from './request.ts';
import type { FuzzScene } from './scene.ts';
import type { Wire } from './send.ts';

/** Writes the request of a plan with the rows that exist now. */
export function wireOf({ pool, keys }: FuzzScene, plan: Plan): Wire {
  const { operation, method, segments, body } = plan;
  const left = segments.map(({ sent }) => sent);
  const path = operation.path.replaceAll(/\{\w+\}/g, () => left.shift() ?? '');
  const way = { writes: method.sent !== 'GET', ends: method.sent === 'DELETE' };
  const fill = (text: string, of: string) => pool.fill(operation.face, text, { ...way, path: of });
  const query = plan.query.sent.length > 0 ? `?${plan.query.sent.join('&')}` : '';
  const target = expanded(fill(path + query, ''));
  const [place = ''] = target.split('?');
  const headers = plan.headers.sent.map(([name, value]): [string, string] => [name, fill(value, place)]);
  const type: [string, string][] = body && body.type !== null ? [['Content-Type', body.type]] : [];
  return {
    method: method.sent,
    target,
    headers: [...keyHeader(plan, keys), ...type, ...headers],
    body: body && forms[body.form](fill(encode(body.value), place)),
    chunked: body?.chunked ?? false,
  };
}

function keyHeader(
  { operation, key }: Plan,
  { own, bootstrap, narrow }: FuzzScene['keys'],
): [string, string][] {
  if (key === 'none' || operation.isOpen) return [];
  const isGlobal = /^\/instances\b/.test(operation.path);
  const token = { own: isGlobal ? bootstrap : own, narrow, wrong: 'berth_sk_wrong' }[key];
  return [operation.face === 'flowker' ? ['X-API-Key', token] : ['Authorization', `Bearer ${token}`]];
}
