import type { Berth } from '@berth/client';
import { expect, test } from 'vitest';
import { tableOf } from './list-table.ts';

const berth = {
  apiKeys: { list: async () => ({ items: [{ id: 'apk_1', name: 'CI' }] }) },
} as unknown as Berth; // the table asks for the keys alone

test('an audit event shows the name of its key, or the id of another actor or of an unknown key', async () => {
  const items = ['apk_1', 'apk_2', 'pas_1'].map((key_id) => ({ object: 'audit_event', actor: { key_id } }));
  const { rows } = await tableOf(berth, items, new AbortController().signal);
  expect(rows).toEqual(['CI', 'apk_2', 'pas_1'].map((actor) => ({ object: 'audit_event', actor })));
});
