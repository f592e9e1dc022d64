import type { Sql } from 'postgres';
import { idSql } from './rows.ts';

/**
 * Gives an instance a number of its own providers, each with a publisher, a version, a specification and one tool, with
 * the numbers from `first` on.
 */
export async function fillCatalog(sql: Sql, instanceId: string, providers: number, first = 1): Promise<void> {
  const [pub, pro, psp, prv, pto, pam] = ['pub', 'pro', 'psp', 'prv', 'pto', 'pam'].map((it) =>
    idSql(it, 'n'),
  );
  const stamps = 'now(), now()';
  await sql.begin(async (tx) => {
    await tx.unsafe('set local session_replication_role = replica');
    for (const insert of [
      `publishers (id, owner_id, slug, name, created_at, updated_at)
       select ${pub}, $1, 'publisher-' || n, 'Publisher ' || n, ${stamps}`,
      `providers (id, owner_id, publisher_id, slug, name, created_at, updated_at)
       select ${pro}, $1, ${pub}, 'provider-' || n, 'Provider ' || n, ${stamps}`,
      `provider_specifications (id, owner_id, provider_id, content_hash, name, config_schema, config_visibility,
         secret_paths, created_at, updated_at)
       select ${psp}, $1, ${pro}, n::text, 'Specification ' || n, '{}', 'plain', '[]', ${stamps}`,
      `provider_versions (id, owner_id, provider_id, version, name, is_current, specification_id, created_at,
         updated_at)
       select ${prv}, $1, ${pro}, '1', 'Version ' || n, true, ${psp}, ${stamps}`,
      `provider_tools (id, owner_id, provider_id, specification_id, key, name, created_at, updated_at)
       select ${pto}, $1, ${pro}, ${psp}, 'tool', 'Tool ' || n, ${stamps}`,
      `provider_auth_methods (id, owner_id, provider_id, specification_id, key, type, name, created_at, updated_at)
       select ${pam}, $1, ${pro}, ${psp}, 'token', 'token', 'Token ' || n, ${stamps}`,
    ]) {
      await tx.unsafe(`insert into ${insert} from generate_series(${first}, ${first + providers - 1}) n`, [
        instanceId,
      ]);
    }
  });
  await sql.unsafe(
    `vacuum (analyze) publishers, providers, provider_specifications, provider_versions, provider_tools,
       provider_auth_methods`,
  );
}
