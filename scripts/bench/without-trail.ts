import { createApp } from '../../apps/api/dist/app.js';
import { serve } from '../../apps/api/dist/server/serve.js';
import { openPostgres } from '../../packages/db/dist/postgres.js';
import { createKeyRing, createSecrets } from '../../packages/secrets/dist/index.js';
import { MASTER_KEY } from './servers.ts';

/** Berth as it is deployed, but for the audit trail. Arguments: address of the database, port. */

const [url = '', port = ''] = process.argv.slice(2);
const silent = () => {};

await serve({
  host: '127.0.0.1',
  port: Number(port),
  fetch: createApp({
    database: openPostgres(url),
    secrets: createSecrets(createKeyRing([{ key: MASTER_KEY }])),
    settings: { keptRevisions: null, revealsPerMinute: 1 },
    audit: { append: async () => {} },
    log: { info: silent, warn: silent, error: silent },
    version: 'bench',
    trustProxy: false,
    ready: () => true,
  }).fetch,
});
