import { openDirectly } from '@berth/db/testing';
import { expect, test } from 'vitest';
import { readSettings } from '../../src/env.ts';
import { startServer } from '../../src/server/start.ts';
import { onMigratedPostgres } from '../support/server-process.ts';

const KEY = 'the-first-key-of-this-test-0123456789';

test('a server whose PostgreSQL lacks pg_trgm starts, says so once, and searches', {
  timeout: 60_000,
}, async () => {
  const env = await onMigratedPostgres();
  const direct = openDirectly(env.DATABASE_URL);
  for (const statement of [
    'drop extension pg_trgm, btree_gin cascade',
    // As PostgreSQL does without the files of an extension
    `create function refuse() returns event_trigger language plpgsql as $$
      begin raise exception 'could not open extension control file' using errcode = 'undefined_file'; end $$`,
    `create event trigger no_extension on ddl_command_start when tag in ('CREATE EXTENSION') execute function refuse()`,
  ]) {
    await direct.query(statement);
  }
  await direct.close();
  const logged: [level: string, fields: object, message: string][] = [];
  const at = (level: string) => (fields: object, message: string) => logged.push([level, fields, message]);
  const log = { info: at('info'), warn: at('warn'), error: at('error') };
  const server = await startServer(readSettings({ ...env, PORT: '0', BERTH_BOOTSTRAP_KEY: KEY }), log);
  try {
    for (const search of ['open', 'nothing-like-it', 'open']) {
      const headers = { authorization: `Bearer ${KEY}` };
      const { status } = await fetch(`${server.url}/provider-configs?search=${search}`, { headers });
      expect(status).toBe(200);
    }
  } finally {
    await server.stop();
  }
  expect(logged.filter(([level]) => level !== 'info')).toEqual([
    ['warn', { extension: 'pg_trgm' }, expect.stringMatching(/lacks the extension pg_trgm.*20,000 rows/)],
  ]);
});
