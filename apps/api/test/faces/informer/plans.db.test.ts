import { testDriver } from '@berth/db/testing';
import postgres from 'postgres';
import { beforeAll, describe, expect, test } from 'vitest';
import { fillInstance } from '../../../../../scripts/bench/rows.ts';
import { type Plans, startPlans } from '../../support/plans-kit.ts';

/*
 * Lists by offset count rows and skip rows. Their cost may grow with the rows of the instance, never with those of
 * others. The tests explain the statements that the application has prepared.
 */

const OWN = 500;
const OTHERS = 60_000;

/** Fills an instance with some deployments, each with a model, and another instance with very many. */
async function fill(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const [instance] = await sql<{ id: string }[]>`select id from instances`;
    for (const [id, deployments] of [
      [instance?.id ?? '', OWN],
      ['ins_00000000000000000000000000', OTHERS],
    ] as const) {
      await fillInstance(sql, id, { configs: 1, deployments, vaults: 1 });
      await sql.begin(async (tx) => {
        await tx.unsafe('set local session_replication_role = replica');
        await tx.unsafe(
          `insert into models (instance_id, id, name, slug, provider_owner, provider_id, provider_deployment_id, model,
             chat, web, generate_image, attachments, create_embeddings, moderated, internal, created_at, updated_at)
           select instance_id, 'mdl' || substr(id, 4), name, replace(id, '_', '-'), provider_owner, provider_id, id, 'm',
             true, false, false, false, false, false, false, created_at, updated_at
           from provider_deployments where instance_id = $1`,
          [id],
        );
      });
    }
    await sql.unsafe('vacuum (analyze) models, provider_deployments');
  } finally {
    await sql.end();
  }
}

describe.skipIf(testDriver() !== 'postgres')('lists by offset (on PostgreSQL only)', () => {
  let plans: Plans;

  beforeAll(async () => {
    plans = await startPlans(fill);
  }, 300_000);

  test.each([
    ['/api/models', 'models'],
    ['/api/models?chat=true&q=Deployment&sort=-name&start=90&limit=10', 'models'],
    ['/api/providers', 'provider_deployments'],
    ['/api/providers?sort=-createdAt&start=20&limit=10', 'provider_deployments'],
    ['/api/providers?q=Deployment&sort=-name&start=90&limit=10', 'provider_deployments'],
  ])('%s reads no row of other instances', async (path, table) => {
    await plans.explain(path);
    const { body, runs } = await plans.explain(path);
    expect(body.total).toBeGreaterThan(40);
    const reading = runs.filter(({ rows }) => rows.has(table));
    expect(reading.length, 'the page and the count').toBeGreaterThanOrEqual(2);
    for (const { rows, text } of reading) expect(rows.get(table), text).toBeLessThanOrEqual(2 * OWN);
  });
});
