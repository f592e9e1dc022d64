import type { Sql } from 'postgres';
import type { Database } from '../../packages/db/src/database.ts';
import { sealerOf } from '../../packages/domain/src/governance/data-key/index.ts';
import type { Id } from '../../packages/kernel/src/index.ts';
import { createKeyRing, createSecrets } from '../../packages/secrets/src/index.ts';
import { MASTER_KEY } from './keys.ts';
import { idSql } from './rows.ts';

const BATCH = 5_000;

/** Makes the context in which values of an instance are sealed and opened. */
export const keeperOf = (database: Database, instanceId: string) => ({
  database,
  db: database.read,
  instanceId: instanceId as Id<'instance'>,
  services: { secrets: createSecrets(createKeyRing([{ key: MASTER_KEY }])) },
});

/**
 * Gives each config and vault of an instance that names a revision its value, sealed under the data key of the
 * instance, with the states of three leaves. The connection must belong to a superuser.
 */
export async function fillRevisions(sql: Sql, database: Database, instanceId: string): Promise<void> {
  const sealer = await sealerOf(keeperOf(database, instanceId));
  const states = `json_build_array(${stateSql('/api_key', true)}, ${stateSql('/base_url', false)}, ${stateSql('/model', false)})`;
  let first = 0;
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    for (const table of ['provider_configs', 'provider_config_vaults']) {
      for (let after = ''; ; ) {
        const owners = await tx.unsafe<{ id: string }[]>(
          `select id from ${table} where instance_id = $1 and id > $2 and revision is not null order by id limit ${BATCH}`,
          [instanceId, after],
        );
        const last = owners.at(-1);
        if (!last) break;
        const sealed = owners.map(({ id }, index) => {
          const value = { api_key: `key-of-${id}`, base_url: 'https://api.example.test/v1', model: 'large' };
          const { dataKeyId, ciphertext } = sealer.seal(
            { ownerId: id, revision: 1 },
            { value, bound: {}, bonds: {} },
          );
          return { n: first + index + 1, id, key: dataKeyId, sealed: ciphertext.toString('base64') };
        });
        await tx.unsafe(
          `insert into value_revisions (instance_id, id, owner_id, revision, provider_owner, specification_id,
             data_key_id, ciphertext, value_state, is_aged, created_by, created_at, updated_at)
           select o.instance_id, ${idSql('pvr', 's.n')}, o.id, o.revision, o.provider_owner, o.specification_id,
             s.key, decode(s.sealed, 'base64'), ${states}, true, 'apk', o.created_at, o.created_at
           from json_to_recordset($2::text::json) as s(n int, id text, key text, sealed text)
           join ${table} o on o.instance_id = $1 and o.id = s.id`,
          [instanceId, JSON.stringify(sealed)],
        );
        first += owners.length;
        after = last.id;
      }
    }
  });
  await sql`vacuum (analyze) value_revisions`;
}

const stateSql = (path: string, secret: boolean): string =>
  `json_build_object('path', '${path}', 'secret', ${secret}, 'set', true, 'revision', 1, 'changed_at', o.created_at,
     'changed_by', 'apk_00000000000000000000000000', 'digest', '1.' || repeat(md5(o.id), 2), 'digest_reason', null)`;
