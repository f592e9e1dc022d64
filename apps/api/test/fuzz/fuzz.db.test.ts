import { once } from 'node:events';
import { Agent, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sentStatements } from '@berth/db/testing';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { PUBLIC, standIn } from '../../../../packages/connectivity/test/stand-in.ts';
import { isLongRun } from '../../../../scripts/testing/long.mjs';
import { serve } from '../../src/server/serve.ts';
import { runBackground } from '../support/distribution/background.ts';
import { surprises } from '../support/distribution/named.ts';
import { startHarness } from '../support/harness.ts';
import { CANARY } from './json.ts';
import { faultOf } from './judge.ts';
import { operations } from './operations.ts';
import { type Plan, plansOf } from './request.ts';
import { makeFuzzScene, weightOf } from './scene.ts';
import { curlOf, send } from './send.ts';
import { wireOf } from './wire.ts';

/*
 * Sends requests of every kind, generated from the documents of the faces, to the application behind its real server,
 * and checks the answers against the documents. Later requests refer to rows that earlier ones made.
 */

/** A provider that answers 200 to every request. */
const provider = createServer((_, response) =>
  response.setHeader('content-type', 'application/json').end('{}'),
);
provider.listen(0, '127.0.0.1');
await once(provider, 'listening');
afterAll(() => provider.close());
const PROVIDER = 'example.com';

const harness = await startHarness({ network: standIn({ [PROVIDER]: [PUBLIC] }) });
/** The seed is fixed, so that a failure comes from the change at hand; `pnpm fuzz` explores others. */
const seed = Number(process.env.BERTH_TEST_SEED ?? 20_261);
const requests = Number(process.env.BERTH_FUZZ_REQUESTS ?? (isLongRun ? 20_000 : 1_000));
const LONG = 60_000 + 60 * requests;
/** The part of the operations that succeed at least once. */
const LEAST_DONE = requests < 20_000 ? 0.45 : 0.9;

/** Differences from the documents that the harness found. */
const undocumented: unknown[] = [];
const listener = await serve({
  host: '127.0.0.1',
  port: 0,
  fetch: async (...given) => {
    try {
      return await harness.app.fetch(...given);
    } catch (error) {
      undocumented.push(error);
      throw error;
    }
  },
});
afterAll(() => listener.stop(0));
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
afterAll(() => agent.destroy());

const { port } = provider.address() as AddressInfo;
const scene = await makeFuzzScene(harness, `http://${PROVIDER}:${port}/`);

test(
  'every face answers any request as documented, without a secret, and refuses none that the document allows',
  async ({ annotate }) => {
    const seen = new Map<string, Set<number>>();
    const anyPlan = fc.oneof(
      ...operations.map((operation) => ({
        weight: weightOf(operation),
        arbitrary: plansOf(operation, scene.takenBy(operation)),
      })),
    );
    const ask = async (plan: Plan) => {
      const wire = wireOf(scene, plan);
      const reply = await send(listener.url, agent, wire);
      const [wrong] = undocumented.splice(0);
      const fault = wrong ? String(wrong) : faultOf(plan, wire, reply);
      if (fault !== null) {
        const answer = `${reply.status} ${reply.text.slice(0, 2_000)}`;
        throw new Error(`${fault}\n${curlOf(wire, Object.values(scene.keys))}\n${answer}`);
      }
      scene.pool.learn(wire.target.split('?')[0] ?? '', reply);
      const statuses = seen.get(plan.operation.id) ?? new Set();
      seen.set(plan.operation.id, statuses.add(reply.status));
    };
    const details = await fc.check(fc.asyncProperty(anyPlan, ask), { numRuns: requests, seed });
    if (details.failed) {
      const { numRuns, numShrinks, errorInstance } = details;
      expect.fail(
        `BERTH_TEST_SEED=${seed}, request ${numRuns}, shrunk ${numShrinks} times: ${errorInstance}`,
      );
    }
    for (const operation of operations.filter(({ id }) => !seen.has(id))) {
      for (const plan of fc.sample(plansOf(operation, scene.takenBy(operation)), { numRuns: 1, seed }))
        await ask(plan);
    }
    const pairs = [...seen.values()].reduce((sum, statuses) => sum + statuses.size, 0);
    const done = [...seen].filter(([, statuses]) => [...statuses].some((status) => status < 300));
    await annotate(
      `seed: ${seed}; requests: ${requests}; operations: ${seen.size}; done: ${done.length}; pairs of operation and status: ${pairs}`,
    );
    expect(seen.size).toBe(operations.length);
    // An operation that only ever refuses has not been tested.
    expect(done.length).toBeGreaterThan(operations.length * LEAST_DONE);
  },
  LONG,
);

test(
  'after all requests the server answers, nothing failed, no secret is in the log, and the audit trail is intact',
  async () => {
    const { own, bootstrap } = scene.keys;
    for (const key of [own, bootstrap]) {
      const headers: [string, string][] = [
        ['Authorization', `Bearer ${key}`],
        ['Content-Type', 'application/json'],
      ];
      const body = Buffer.from('{}');
      const wire = { method: 'POST', target: '/audit-events/verify', headers, body, chunked: false };
      const { status, text } = await send(listener.url, agent, wire);
      const { valid, checked } = JSON.parse(text);
      expect([status, valid, checked > 0]).toEqual([200, true, true]);
    }
    expect(harness.logged.filter((line) => line.includes('request failed'))).toEqual([]);
    expect(harness.logged.filter((line) => line.includes(CANARY))).toEqual([]);
  },
  LONG,
);

test.runIf(harness.database.url)(
  'no statement that was sent needs more than one node where the tables are distributed, but for the named ones',
  async () => {
    await runBackground(harness);
    expect(await surprises(harness.database.url ?? '', sentStatements())).toEqual([]);
  },
  LONG,
);
