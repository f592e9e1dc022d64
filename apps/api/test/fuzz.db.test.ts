import { Agent, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { standIn, PUBLIC } from '../../../packages/connectivity/test/stand-in.ts';
import { serve } from '../src/server/serve.ts';
import { encode, forms, long } from './fuzz-encode.ts';
import { CANARY } from './fuzz-json.ts';
import { faultOf } from './fuzz-judge.ts';
import { operations } from './fuzz-operations.ts';
import { type Plan, plansOf } from './fuzz-request.ts';
import { makeFuzzScene, weightOf } from './fuzz-scene.ts';
import { curlOf, send, type Wire } from './fuzz-send.ts';
import { startHarness } from './harness.ts';

const provider = createServer((_, response) => response.setHeader('content-type', 'application/json').end('{}'));
await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
afterAll(() => provider.close());

const names = Object.fromEntries(['example.com', 'tracer.example.com', 'api.acme.test'].map((name) => [name, [PUBLIC]]));
const harness = await startHarness({ network: standIn(names) });
const address = `http://example.com:${(provider.address() as AddressInfo).port}/`;

const undocumented: Error[] = [];
const listener = await serve({
  host: '127.0.0.1',
  port: 0,
  fetch: async (...given) => {
    try {
      return await harness.app.fetch(...(given as Parameters<typeof harness.app.fetch>));
    } catch (error) {
      undocumented.push(error as Error);
      throw error;
    }
  },
});
afterAll(() => listener.stop(0));
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
afterAll(() => agent.destroy());

const scene = await makeFuzzScene(harness, address);
const TIMES = Number(process.env.BERTH_FUZZ ?? 2_000);
const seed = Number(process.env.BERTH_TEST_SEED ?? 20_261);
const survey = new Map<string, string>();
const counts = new Map<string, number>();

function wireOf(plan: Plan): Wire {
  const { operation, segments } = plan;
  const { own, bootstrap, narrow } = scene.keys;
  const isGlobal = /^\/instances\b/.test(operation.path);
  const key = { own: isGlobal ? bootstrap : own, narrow, wrong: 'berth_sk_wrong', none: null }[plan.key];
  let n = 0;
  const path = operation.path.replaceAll(/\{\w+\}/g, () => segments[n++]?.sent ?? '');
  const way = { path, writes: plan.method.sent !== 'GET', ends: plan.method.sent === 'DELETE' };
  const fill = (text: string) =>
    scene.pool.fill(operation.face, text, way).replaceAll(/#long:(\d+)#/g, (_, bytes) => 'x'.repeat(bytes));
  const query = plan.query.sent.length > 0 ? `?${plan.query.sent.join('&')}` : '';
  const target = fill(path + query);
  const own_ = { ...way, path: target.split('?')[0] ?? '' };
  const headers = plan.headers.map(({ sent: [name, text] }): [string, string] => [
    name,
    scene.pool.fill(operation.face, text, own_),
  ]);
  const auth: [string, string][] =
    key === null || operation.isOpen
      ? []
      : [operation.face === 'flowker' ? ['X-API-Key', key] : ['Authorization', `Bearer ${key}`]];
  const type: [string, string][] = plan.body && plan.body.type !== null ? [['Content-Type', plan.body.type]] : [];
  const body = plan.body && forms[plan.body.form](scene.pool.fill(operation.face, encode(plan.body.value), { ...way, path: '' }));
  return { method: plan.method.sent, target, headers: [...auth, ...type, ...headers], body, chunked: plan.body?.chunked ?? false };
}

test(
  'whatever is asked of any face: the answer is one that its document has',
  async () => {
    const requests = fc.oneof(
      ...operations.map((operation) => ({
        weight: weightOf(operation),
        arbitrary: plansOf(operation, scene.takenBy(operation)),
      })),
    );
    const started = performance.now();
    const property = fc.asyncProperty(requests, async (plan) => {
      const wire = wireOf(plan);
      const reply = await send(listener.url, agent, wire).catch((e: Error) => {
        survey.set(`SEND ${e.message} ${plan.operation.id} ${plan.method.sent}`, curlOf(wire, scene.keys.own).slice(0, 600));
        return null;
      });
      if (!reply) return;
      scene.pool.learn(wire.target.split('?')[0] ?? '', reply.text.slice(0, 50_000), reply.headers.etag as string | undefined);
      const k = `${plan.operation.id} ${reply.status}`;
      counts.set(k, (counts.get(k) ?? 0) + 1);
      const wrong = undocumented.splice(0)[0]?.message ?? faultOf(plan, wire, reply);
      if (wrong !== null) {
        const sig = `${wrong.replaceAll(/[a-z]{3,6}_[0-9a-z]{26}/g, 'ID').slice(0, 300)} | ${plan.operation.id} ${reply.status} ${reply.text.slice(0, 60)}`;
        if (!survey.has(sig)) survey.set(sig, `${curlOf(wire, scene.keys.own).slice(0, 900)}\n   -> ${reply.text.slice(0, 700)}`);
      }
    });
    const details = await fc.check(property, { numRuns: TIMES, seed });
    if (details.failed) console.log(await fc.asyncDefaultReportMessage(details));
    console.log(`${TIMES} in ${performance.now() - started} ms; pairs ${counts.size}`);
    const { writeFileSync } = await import('node:fs');
    writeFileSync(`/tmp/fuzz-survey.txt`, [...survey].map(([a, b]) => `## ${a}\n   ${b}\n`).join('\n'));
    writeFileSync(`/tmp/fuzz-counts.txt`, [...counts].sort().map(([a, b]) => `${a} ${b}`).join('\n'));
    console.log(survey.size);
    console.log(harness.logged.filter((l) => l.includes('request failed')).slice(0, 5), CANARY, long(1));
  },
  600_000,
);
