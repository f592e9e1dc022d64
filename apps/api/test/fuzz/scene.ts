import { registry } from '@berth/domain';
import type { ExampleObject } from '@berth/resource';
import type { Speaker, Stage } from '../../src/face/exchanges.ts';
import { faces } from '../../src/faces.ts';
import { isGlobal } from '../support/conformance-kit.ts';
import type { Client, Harness } from '../support/harness.ts';
import { keyWith } from '../support/models-kit.ts';
import type { FuzzedOperation } from './operations.ts';
import { createPool, type Pool } from './pool.ts';

/** An instance with rows of every kind, and the pool of references to them. */
export interface FuzzScene {
  pool: Pool;
  keys: { own: string; bootstrap: string; narrow: string };
  /** Bodies that an operation accepted. */
  takenBy(operation: FuzzedOperation): unknown[];
}

/**
 * Makes rows by the examples of every resource and every face, twice. No request archives the rows of the first time.
 */
export async function makeFuzzScene(harness: Harness, provider: string): Promise<FuzzScene> {
  const client = await harness.newInstance();
  const pool = createPool();
  const taken = new Map<string, unknown[]>();
  const keep = (name: string, body: unknown) => taken.set(name, [...(taken.get(name) ?? []), body]);
  const speakerOf = ({ key, run }: Client): Speaker => ({
    run,
    send: async (method, path, body) => {
      const response = await harness.app.request(`/${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, 'x-api-key': key, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      pool.learn(`/${path}`, { headers: Object.fromEntries(response.headers), text });
      return {
        status: response.status,
        body: response.headers.get('content-type') ? JSON.parse(text) : undefined,
      };
    },
  });
  const own = speakerOf(client);
  const bootstrap = speakerOf(harness.bootstrap);
  const makeRows = async () => {
    for (const resource of registry.resources)
      await makeRow(resource, isGlobal(resource) ? bootstrap : own, keep);
    await makeFlowkerRow(own);
    await makeInformerRows(own);
  };
  const stage: Stage = { provider, bootstrap, newInstance: async () => own };
  for (const face of faces) {
    if (face.name === 'root') continue; // the examples above have done it
    for await (const exchanges of face.exchanges(stage)) {
      for (const [id, { body }] of Object.entries(exchanges)) if (body) keep(`${face.name}.${id}`, body);
    }
  }
  await makeRows();
  pool.protect();
  await makeRows();
  for (const speaker of [own, bootstrap]) {
    const { body } = await speaker.send('GET', 'instance');
    pool.guard((body as { id: string }).id);
  }
  pool.guard(`apk_${client.key.slice(9, 35)}`);
  return {
    pool,
    keys: {
      own: client.key,
      bootstrap: harness.bootstrap.key,
      narrow: await keyWith(client, ['publishers:read']),
    },
    takenBy: ({ id, method, path }) => taken.get(id) ?? taken.get(`${method} ${path}`) ?? [],
  };
}

type Keep = (name: string, body: unknown) => void;

async function makeRow(
  resource: (typeof registry.resources)[number],
  { send, run }: Speaker,
  keep: Keep,
): Promise<void> {
  const must = async (method: string, path: string, body?: object) => {
    const answer = await send(method, path, body);
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body as ExampleObject;
  };
  await resource.wire.example({
    run,
    get: (path) => must('GET', path),
    update: (path, body) => must('PATCH', path, body),
    create: (path, body) => {
      keep(`POST /${path}`, body);
      return must('POST', path, body);
    },
  });
}

let made = 0;

const makeFlowkerRow = ({ send }: Speaker) =>
  send('POST', 'v1/provider-configurations', {
    name: `fuzzed-${made++}`,
    providerId: 'tracer',
    config: { base_url: 'https://tracer.example.com/api', api_key: 'tracer-key-000000000001' },
  });

async function makeInformerRows({ send }: Speaker): Promise<void> {
  const credential = { type: 'api_key', apiKey: 'example-key' };
  const provider = await send('POST', 'api/providers', {
    name: `Fuzzed ${made++}`,
    type: 'openai',
    credential,
  });
  const { id } = provider.body as { id: string };
  const model = { providerId: id, model: 'gpt-4-mini', name: 'GPT-4 Mini', chat: true };
  for (let times = 0; times < 2; times++)
    await send('POST', 'api/models', { ...model, slug: `fuzzed-${made++}` });
}

/** The weight of an operation: less for one that reads the whole audit trail, more for a write. */
export function weightOf({ id, method }: FuzzedOperation): number {
  if (/^root\.auditEvents\.(?:verify|export)$|^flowker\.auditEvents\.verify$/.test(id)) return 1;
  return method === 'GET' ? 6 : 12;
}
