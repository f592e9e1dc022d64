import { testDriver } from '@berth/db/testing';
import postgres from 'postgres';
import { beforeAll, describe, expect, test } from 'vitest';
import { generatedId } from '../../../../scripts/bench/rows.ts';
import { CONFIGS, type Explained, type Plans, startPlans } from '../support/plans-kit.ts';

/*
 * The filter by health walks indexes: the rows that PostgreSQL reads for a page depend on the auth configs that need
 * attention, and not on the number of others.
 */

const LIMIT = 20;
const TABLE = 'provider_auth_configs';
/** One auth config of so many needs attention. */
const EVERY = CONFIGS / 50;
const DAY_MS = 24 * 60 * 60_000;

const at = (ms: number) => new Date(Date.now() + ms).toISOString();

/** The columns of the auth config with a number: most have proven tokens that last and are renewed. */
function columns(n: number) {
  const rare = n % EVERY;
  return {
    expires_at: rare === 1 ? at(-DAY_MS) : rare === 2 ? at(DAY_MS / 2) : n % 2 === 0 ? at(30 * DAY_MS) : null,
    is_refreshable: rare !== 1 && rare !== 2 && n % 2 === 0,
    needs_reauth: rare === 0,
    health_reason: rare === 0 ? 'invalid_grant' : null,
    health_checked_at: rare === 3 ? null : at(-DAY_MS),
  };
}

async function fill(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const [instance] = await sql<{ id: string }[]>`select id from instances`;
    const [method] = await sql<{ id: string; provider_id: string }[]>`
      select id, provider_id from provider_auth_methods where owner_id = 'public' limit 1`;
    if (!instance || !method) throw new Error('The installation is empty');
    const rows = Array.from({ length: CONFIGS }, (_, n) => ({ id: generatedId('pac', n), ...columns(n) }));
    await sql.begin(async (tx) => {
      await tx.unsafe('set local session_replication_role = replica');
      for (let from = 0; from < rows.length; from += 10_000) {
        await tx`insert into provider_auth_configs (instance_id, id, type, tool_filter, provider_owner, provider_id,
            auth_method_id, revision, expires_at, is_refreshable, needs_reauth, health_reason, health_checked_at,
            created_at, updated_at)
          select ${instance.id}, id, 'oauth_automated', '{"type":"allow_all","ignore_parent_filters":false}', 'public', ${method.provider_id},
            ${method.id}, 1, expires_at, is_refreshable, needs_reauth, health_reason, health_checked_at, now(), now()
          from jsonb_to_recordset(${sql.json(rows.slice(from, from + 10_000))})
            as t(id text, expires_at timestamptz, is_refreshable boolean, needs_reauth boolean, health_reason text,
              health_checked_at timestamptz)`;
      }
    });
    await sql.unsafe('analyze');
  } finally {
    await sql.end();
  }
}

const read = ({ runs }: Explained): number => runs.reduce((sum, { rows }) => sum + (rows.get(TABLE) ?? 0), 0);

const onPostgres = testDriver() === 'postgres';

describe.skipIf(!onPostgres)('a list of auth configs by health reads those that can have it', () => {
  let plans: Plans;
  beforeAll(async () => {
    plans = await startPlans(fill);
  }, 600_000);

  const deep = generatedId('pac', 0.9 * CONFIGS);

  test.each([
    ['needs_reauth', 100, ['needs_reauth']],
    ['expiring', 50, ['expiring']],
    ['needs_reauth and expiring', 150, ['needs_reauth', 'expiring']],
    ['ok', 0, ['ok']],
    ['unknown', 0, ['unknown']],
  ])('%s', async (_name, matching, healths) => {
    const query = healths.map((one) => `health=${one}`).join('&');
    for (const position of ['', 'order=desc', `after=${deep}`, `before=${deep}`]) {
      const answer = await plans.explain(`/provider-auth-configs?${query}&${position}`);
      expect(answer.body.items.length, position).toBeGreaterThan(0);
      const shown = answer.body.items.map(({ health }: { health: string }) => health);
      expect(healths, position).toEqual(expect.arrayContaining([...new Set(shown)]));
      expect(read(answer), position).toBeLessThanOrEqual(3 * matching + 6 * (LIMIT + 1));
    }
  });
});
