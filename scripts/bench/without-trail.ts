import { join } from 'node:path';
import { ROOT } from '../toolchain/root.mjs';
import { MASTER_KEY } from './servers.ts';

/** Runs Berth as deployed, but without the audit trail. Arguments: URL of the database, port. */

const [url = '', port = ''] = process.argv.slice(2);
const silent = () => {};

// The built files, like the server it is compared with; their types are those of the sources
const built = (path: string): Promise<unknown> => import(join(ROOT, path));
const { createApp } = (await built('apps/api/dist/app.js')) as typeof import('../../apps/api/src/app.ts');
const { serve } = (await built(
  'apps/api/dist/server/serve.js',
)) as typeof import('../../apps/api/src/server/serve.ts');
const { openPostgres } = (await built(
  'packages/db/dist/index.js',
)) as typeof import('../../packages/db/src/index.ts');
const { createKeyRing, createSecrets } = (await built(
  'packages/secrets/dist/index.js',
)) as typeof import('../../packages/secrets/src/index.ts');

await serve({
  host: '127.0.0.1',
  port: Number(port),
  fetch: createApp({
    database: openPostgres(url),
    secrets: createSecrets(createKeyRing([{ key: MASTER_KEY }])),
    settings: {
      keptRevisions: null,
      revealsPerMinute: 1,
      allowPrivate: false,
      publicUrl: 'http://localhost',
    },
    audit: { append: async () => {} },
    log: { info: silent, warn: silent, error: silent },
    version: 'bench',
    trustProxy: false,
    ready: () => true,
  }).fetch,
});
