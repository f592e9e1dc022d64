import { afterAll } from 'vitest';
import { serve } from '../../../apps/api/src/server/serve.ts';
import { type Harness, type HarnessOptions, startHarness } from '../../../apps/api/test/support/harness.ts';

/** Starts the application on a real port of this machine. It closes when the test file ends. */
export async function startListening(options?: HarnessOptions): Promise<Harness & { url: string }> {
  const harness = await startHarness(options);
  const listener = await serve({ fetch: harness.app.fetch, host: '127.0.0.1', port: 0 });
  afterAll(() => listener.stop(1_000));
  return Object.assign(harness, { url: listener.url });
}
