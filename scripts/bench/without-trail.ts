import { createApp } from '../../apps/api/src/app.ts';
import { serve } from '../../apps/api/src/server/serve.ts';
import { openPostgres } from '../../packages/db/src/index.ts';
import { createKeyRing, createSecrets } from '../../packages/secrets/src/index.ts';
import { MASTER_KEY } from './keys.ts';

/** Runs Berth as deployed, but without the audit trail. Arguments: URL of the database, port. */

const [url = '', port = ''] = process.argv.slice(2);
const silent = () => {};

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
