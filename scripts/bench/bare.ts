import { createServer } from 'node:http';
import postgres from 'postgres-unpatched';
import { creator } from './bare-create.ts';

/**
 * The baseline for the built server: two routes and a create by hand, on node:http and postgres.js 3.4.8 (the patch of
 * this repository is for 3.4.9), and nothing else. No authentication, no checks, no log; one tenant; the SQL and the
 * JSON of Berth's answers. Arguments: URL of the database, instance, port, and `generic` to use Berth's plan settings.
 */

const [url = '', instance = '', port = '', plans = ''] = process.argv.slice(2);

const sql = postgres(url, {
  max: 10,
  connection: {
    TimeZone: 'UTC',
    ...(plans === 'generic' ? { plan_cache_mode: 'force_generic_plan', jit: false } : {}),
  },
});

const columns = sql`
  c.id, c.status, c.handle, c.enabled, c.name, c.description, c.metadata, c.tool_filter, c.provider_id,
  c.specification_id, c.provider_deployment_id, c.default_of_deployment_id, c.revision, c.vault_revision,
  c.oldest_secret_at, c.invalid_reasons, c.outcome_breaks, c.test_failed, c.tested_at, c.row_version, c.created_at, c.updated_at, c.archived_at,
  f.specification_id f_specification_id,
  d.id d_id, d.is_default d_is_default, d.name d_name, d.description d_description, d.metadata d_metadata,
  d.provider_id d_provider_id, d.created_at d_created_at, d.updated_at d_updated_at,
  v.id v_id, v.status v_status, v.name v_name, v.description v_description, v.metadata v_metadata,
  v.provider_id v_provider_id, v.specification_id v_specification_id, v.revision v_revision, v.oldest_secret_at v_oldest_secret_at, v.row_version v_row_version,
  v.created_at v_created_at, v.updated_at v_updated_at, v.archived_at v_archived_at,
  w.id w_id, w.is_default w_is_default, w.name w_name, w.description w_description, w.metadata w_metadata,
  w.provider_id w_provider_id, w.created_at w_created_at, w.updated_at w_updated_at`;

const source = sql`
  provider_configs c
  left join provider_deployments d on d.instance_id = c.instance_id and d.id = c.provider_deployment_id
  left join provider_config_vaults v on v.instance_id = c.instance_id and v.id = c.provider_config_vault_id
  left join provider_deployments w on w.instance_id = v.instance_id and w.id = v.provider_deployment_id
  left join provider_versions f on f.id = coalesce(
    (select l.locked_version_id from provider_deployments l where l.instance_id = c.instance_id
      and l.id = coalesce(c.provider_deployment_id, c.default_of_deployment_id)),
    (select n.id from provider_versions n where n.provider_id = c.provider_id and n.is_current))`;

/** A single config also shows the state of its value. */
const states = sql`, o.value_state o_value_state, p.value_state p_value_state`;
const revisions = sql`
  left join value_revisions o on o.instance_id = c.instance_id and o.owner_id = c.id and o.revision = c.revision
  left join value_revisions p on p.instance_id = v.instance_id and p.owner_id = v.id
    and p.revision = coalesce(c.vault_revision, v.revision)`;

type Row = postgres.Row;

async function list(limit: number, after: string | null) {
  const rows =
    after === null
      ? await sql`
          select ${columns} from ${source}
          where c.instance_id = ${instance} and c.status = 'active' order by c.id limit ${limit + 1}`
      : await sql`
          select ${columns}, (select true from provider_configs b where b.instance_id = ${instance}
            and b.status = 'active' and b.id <= ${after} order by b.id desc limit 1) beyond
          from ${source}
          where c.instance_id = ${instance} and c.status = 'active' and c.id > ${after}
          order by c.id limit ${limit + 1}`;
  return {
    object: 'list',
    items: rows.slice(0, limit).map((row) => config(row)),
    pagination: { has_more_before: rows[0]?.beyond === true, has_more_after: rows.length > limit },
  };
}

const preview = (row: Row, p: 'd' | 'w') =>
  row[`${p}_id`] === null
    ? null
    : {
        object: 'provider.deployment#preview',
        id: row[`${p}_id`],
        is_default: row[`${p}_is_default`],
        name: row[`${p}_name`],
        description: row[`${p}_description`],
        metadata: row[`${p}_metadata`],
        provider_id: row[`${p}_provider_id`],
        created_at: row[`${p}_created_at`],
        updated_at: row[`${p}_updated_at`],
      };

const vault = (row: Row) =>
  row.v_id === null
    ? null
    : {
        object: 'provider.config_vault',
        id: row.v_id,
        status: row.v_status,
        name: row.v_name,
        description: row.v_description,
        metadata: row.v_metadata,
        provider_id: row.v_provider_id,
        specification_id: row.v_specification_id,
        deployment: preview(row, 'w'),
        revision: row.v_revision,
        oldest_secret_at: row.v_oldest_secret_at,
        row_version: row.v_row_version,
        created_at: row.v_created_at,
        updated_at: row.v_updated_at,
        archived_at: row.v_archived_at,
      };

const stateFrom = (from: string, states: object[] | null) =>
  (states ?? []).map((state) => ({ ...state, from }));

const isBehind = (row: Row) =>
  row.f_specification_id !== null && row.f_specification_id !== row.specification_id;

const config = (row: Row) => ({
  object: 'provider.config',
  id: row.id,
  status: row.status,
  is_default:
    row.default_of_deployment_id !== null && row.default_of_deployment_id === row.provider_deployment_id,
  handle: row.handle,
  enabled: row.enabled,
  name: row.name,
  description: row.description,
  metadata: row.metadata,
  tool_filter: row.tool_filter,
  provider_id: row.provider_id,
  specification_id: row.specification_id,
  deployment: preview(row, 'd'),
  from_vault: vault(row),
  revision: row.revision,
  oldest_secret_at: row.oldest_secret_at,
  vault_revision: row.vault_revision,
  invalid: row.invalid_reasons !== null,
  invalid_reasons: row.invalid_reasons,
  is_behind: isBehind(row),
  upgrade: isBehind(row) && row.outcome_breaks !== null ? (row.outcome_breaks ? 'breaking' : 'safe') : null,
  test_status: row.test_failed === null ? null : row.test_failed ? 'failed' : 'passed',
  tested_at: row.tested_at,
  row_version: row.row_version,
  created_at: row.created_at,
  updated_at: row.updated_at,
  archived_at: row.archived_at,
});

// The types of the published driver lack the options that the patch adds.
const create = creator(sql as unknown as Parameters<typeof creator>[0], instance);

createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
  const id = pathname.split('/')[2];
  let body: unknown;
  if (request.method === 'POST') {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    body = await create(
      JSON.parse(Buffer.concat(parts).toString()),
      String(request.headers['idempotency-key']),
    );
  } else if (id === undefined) {
    body = await list(Number(searchParams.get('limit') ?? 20), searchParams.get('after'));
  } else {
    const [row] =
      await sql`select ${columns} ${states} from ${source} ${revisions} where c.instance_id = ${instance} and c.id = ${id}`;
    body = row && {
      ...config(row),
      value_state: [...stateFrom('vault', row.p_value_state), ...stateFrom('own', row.o_value_state)],
    };
  }
  response.statusCode = body === undefined ? 404 : 200;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body ?? { status: 404 }));
}).listen(Number(port), '127.0.0.1');
