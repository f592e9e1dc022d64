import { createHash, randomBytes } from 'node:crypto';
import type postgres from 'postgres';
import type { TransactionSql } from 'postgres';

/*
 * The create of a config by hand, for the bare handler: one transaction that inserts the rows that Berth inserts, with
 * random bytes in place of what is checked, sealed and proven.
 */

const STATES = JSON.stringify(
  ['/api_key', '/max_retries'].map((path) => ({
    path,
    secret: path === '/api_key',
    set: true,
    revision: 1,
    changed_at: '2026-01-01T00:00:00.000Z',
    changed_by: `apk_${'0'.repeat(26)}`,
    digest: `1.${'0'.repeat(64)}`,
    digest_reason: null,
  })),
);
const FILTER = '{"type":"allow_all","ignore_parent_filters":false}';

let count = 0;

/** An id that sorts by its creation. */
const idOf = (prefix: string): string =>
  `${prefix}_${Date.now().toString(32).padStart(10, '0')}${(++count).toString(32).padStart(16, '0')}`;

interface Template {
  provider_owner: string;
  provider_id: string;
  specification_id: string;
  data_key_id: string;
}

/** Makes the handler of a create. It copies what refers to other rows from those of a provider. */
export function creator(sql: postgres.Sql, instance: string) {
  const known = new Map<string, Template>();
  const templateOf = async (tx: TransactionSql, provider: string): Promise<Template> => {
    const found = known.get(provider);
    if (found) return found;
    const [row] = await tx<Template[]>`
      select p.owner_id provider_owner, p.id provider_id, v.specification_id, k.id data_key_id
      from providers p join provider_versions v on v.provider_id = p.id and v.is_current
      join data_keys k on k.instance_id = ${instance} where p.slug = ${provider} and p.owner_id = 'public'
      order by k.version desc limit 1`;
    if (!row) throw new Error(`There is no provider ${provider}`);
    known.set(provider, row);
    return row;
  };
  return (body: { provider_id: string; name: string }, key: string) =>
    sql.begin(async (tx) => {
      const from = await templateOf(tx, body.provider_id);
      const [id, revision, event] = [idOf('pcf'), idOf('pvr'), idOf('aev')];
      const now = new Date().toISOString();
      await tx`insert into value_revisions (instance_id, id, owner_id, revision, provider_owner, specification_id,
          data_key_id, ciphertext, value_state, is_aged, created_by, created_at, updated_at)
        values (${instance}, ${revision}, ${id}, 1, ${from.provider_owner}, ${from.specification_id},
          ${from.data_key_id}, ${randomBytes(160)}, ${STATES}::text::json, true, 'apk', ${now}, ${now})`;
      const [row] =
        await tx`insert into provider_configs (instance_id, id, name, enabled, tool_filter, provider_owner,
          provider_id, specification_id, revision, oldest_secret_at, status, created_at, updated_at)
        values (${instance}, ${id}, ${body.name}, true, ${FILTER}::text::json, ${from.provider_owner},
          ${from.provider_id}, ${from.specification_id}, 1, ${now}, 'active', ${now}, ${now}) returning *`;
      const text = JSON.stringify(row);
      const proof = `1.${createHash('sha256').update(text).digest('hex')}`;
      const lane = count % 16;
      await tx`insert into idempotency_records (instance_id, route, key, payload, answer, created_at)
        values (${instance}, 'POST /provider-configs', ${key}, ${proof}, ${text}::text::json, ${now})`;
      await tx`with head as (
          insert into audit_heads as head (instance_id, lane, sequence, previous_hash, hash)
          values (${instance}, ${lane}, 1, '', ${proof})
          on conflict (instance_id, lane) do update set sequence = head.sequence + 1, previous_hash = head.hash,
            hash = encode(sha256((head.hash || ${proof}::text)::bytea), 'hex')
          returning sequence, previous_hash, hash)
        insert into audit_events (instance_id, id, lane, sequence, action, resource_type, resource_id, actor_id, ip,
          request_id, after, proof, previous_hash, hash, created_at, updated_at)
        select ${instance}::text, ${event}::text, ${lane}::smallint, head.sequence, 'provider-configs.create',
          'provider.config', ${id}::text, 'apk', '127.0.0.1', ${event}::text, ${text}::text::json, ${proof}::text,
          head.previous_hash, head.hash, ${now}::timestamptz, ${now}::timestamptz from head`;
      return row;
    });
}
