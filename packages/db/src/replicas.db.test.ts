import { expect, test } from 'vitest';
import { openPostgres } from './postgres.ts';
import type { ReplicaConnection } from './replica-connection.ts';
import { createReplicas } from './replicas.ts';
import { closeAfterFile, createServerDatabase, testDriver } from './testing.ts';

test.runIf(testDriver() === 'postgres')(
  'a replica that hangs does not delay the checks of others',
  async () => {
    const { url } = await createServerDatabase('migrated');
    const primary = openPostgres(url);
    closeAfterFile(() => primary.close());
    const connection = (look: ReplicaConnection['look']): ReplicaConnection => ({
      database: primary,
      standing: null,
      isOpen: () => false,
      isFull: () => false,
      look,
      close: async () => {},
    });
    let looks = 0;
    const servers = [
      { name: 'hanging:5432', open: () => connection(() => new Promise(() => {})), connections: 1 },
      {
        name: 'refusing:5432',
        open: () => {
          looks += 1;
          return connection(() => Promise.reject(new Error('refused')));
        },
        connections: 1,
      },
    ];
    const states: string[] = [];
    const replicas = createReplicas({ primary, servers, changed: (name, state) => states.push(name, state) });
    void replicas.start();
    await expect.poll(() => looks, { timeout: 15_000 }).toBeGreaterThan(2);
    expect(states).toEqual(['refusing:5432', 'unreachable']);
    expect(await replicas.readerAt(null)).toBe(primary);
    await replicas.close();
  },
);
