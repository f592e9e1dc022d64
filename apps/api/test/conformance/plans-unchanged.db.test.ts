import { testDriver } from '@berth/db/testing';
import postgres from 'postgres';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Plans, startPlans } from '../support/plans-kit.ts';

/** The cost of an answer: the statements of a list, of a row, and of an answer that has not changed. */

const LANES = 16;
/** The heads of all lanes lie in one page, or in two while a write replaces them; the counter in another. */
const MOST_BUFFERS = 2 * LANES;

describe.skipIf(testDriver() !== 'postgres')('an answer', () => {
  let plans: Plans;

  beforeAll(async () => {
    plans = await startPlans(fillHeads);
  }, 120_000);

  test.each(['/provider-configs', '/providers/openai', '/provider-deployments?limit=5&order=desc'])(
    'of GET %s that has not changed takes one statement, which reads the heads of the lanes of the instance',
    async (path) => {
      await plans.explainUnchanged(path);
      const { runs } = await plans.explainUnchanged(path);
      expect(runs).toHaveLength(1);
      const [run] = runs;
      expect(run?.customPlans).toBe(0);
      expect(run?.genericPlans).toBeGreaterThan(0);
      expect([...(run?.rows.keys() ?? [])].sort()).toEqual(['audit_heads', 'change_counter']);
      expect(run?.rows.get('audit_heads')).toBeLessThanOrEqual(LANES);
      expect(run?.rows.get('change_counter')).toBe(1);
      expect(run?.buffers).toBeLessThanOrEqual(MOST_BUFFERS);
    },
  );

  test.each(['/provider-configs', '/provider-deployments', '/provider-config-vaults'])(
    'of GET %s takes one prepared statement with a generic plan',
    async (path) => {
      const { runs } = await plans.explain(path);
      expect(runs.map(({ customPlans }) => customPlans)).toEqual([0]);
      expect(runs[0]?.genericPlans).toBeGreaterThan(0);
    },
  );
});

/** Gives 5,000 other instances their lanes. The instances are missing, because the keys are off meanwhile. */
async function fillHeads(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql.begin(async (tx) => {
      await tx.unsafe('set local session_replication_role = replica');
      await tx.unsafe(`insert into audit_heads (instance_id, lane, sequence, previous_hash, hash)
        select 'ins_' || lpad(n::text, 26, '0'), lane, 1, '', md5(n::text || lane)
        from generate_series(1, 5000) n, generate_series(0, ${LANES - 1}) lane`);
    });
    await sql.unsafe('vacuum (analyze) audit_heads');
  } finally {
    await sql.end();
  }
}
