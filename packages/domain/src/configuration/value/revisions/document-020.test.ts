import { createHash } from 'node:crypto';
import { canonicalJson } from '@berth/json-schema';
import { describe, expect, test } from 'vitest';
import type { JsonObject, ValueDocument } from '../content/document.ts';
import type { Specification } from '../content/secrets.ts';
import { layersWithBonds } from './document-020.ts';
import { type Stale, staleSecrets } from './layers.ts';
import type { OpenRevision } from './revisions.ts';

/** Documents as version 0.2.0 sealed them, read by this version. */

const SPECIFICATION = {
  id: 'psp_1',
  config_schema: {
    properties: {
      base_url: { format: 'uri' },
      host: { type: 'string' },
      region: { type: 'string' },
      dsn: { type: 'string' },
      token: { writeOnly: true },
      other: { writeOnly: true },
    },
  },
  config_visibility: 'plain',
  secret_paths: [],
  destination_paths: null,
} as unknown as Specification; // the other columns play no part here

const FIRST = { id: 'prv_1', created_at: '2026-01-01T00:00:00.000Z', test: { url: 'https://{region}.test' } };
const LATER = { id: 'prv_2', created_at: '2026-03-01T00:00:00.000Z', test: { url: 'https://{host}.test' } };
const WRITTEN = '2026-02-01T00:00:00.000Z';

/** The hash of destinations as 0.2.0 stored it: pointers and contents in the order of the pointers. */
const hashOf = (...leaves: [string, unknown][]) =>
  createHash('sha256').update(canonicalJson(leaves)).digest('base64url');

const revisionOf = (document: ValueDocument, revision = 1): OpenRevision => ({
  revision,
  specificationId: null,
  writtenAt: WRITTEN,
  document,
  states: [],
});
const oldRevision = (value: JsonObject, hash: string, secrets = ['/token']): OpenRevision =>
  revisionOf({ value, bound: Object.fromEntries(secrets.map((secret) => [secret, hash])) });

async function bonded(own: OpenRevision | null, vault: OpenRevision | null = null) {
  const layers = await layersWithBonds(SPECIFICATION, [FIRST, LATER], { own, vault });
  return { own: layers.own?.document ?? null, vault: layers.vault?.document ?? null };
}

const staleIn = (documents: { own: ValueDocument | null; vault: ValueDocument | null }): Promise<Stale[]> =>
  staleSecrets(SPECIFICATION, documents, true);

describe('a value that 0.2.0 wrote', () => {
  const value = { base_url: 'https://a.test', host: 'a', token: 't' };
  const hash = hashOf(['/base_url', 'https://a.test'], ['/region', null]);

  test('keeps its secrets, bound to its destinations and to the test in force when it was written', async () => {
    const { own } = await bonded(oldRevision(value, hash));
    expect(await staleIn({ own, vault: null })).toEqual([]);
    expect(Object.values(own?.bonds ?? {})).toMatchObject([{ version: 'prv_1', places: ['/region'] }]);
    expect(Object.keys(Object.values(own?.bonds ?? {})[0]?.leaves ?? {})).toEqual(['/base_url', '/host']);
  });

  test('makes them stale when an address changes that 0.2.0 did not take for one', async () => {
    const { own } = await bonded(oldRevision(value, hash));
    if (!own) throw new Error('no document');
    const moved = { ...own, value: { ...value, host: 'b' } };
    expect(await staleIn({ own: moved, vault: null })).toEqual([{ path: '/token', because: ['/host'] }]);
  });

  test('has the stale secrets that it had', async () => {
    const { own } = await bonded(
      oldRevision(value, hashOf(['/base_url', 'https://b.test'], ['/region', null])),
    );
    expect(await staleIn({ own, vault: null })).toEqual([
      { path: '/token', because: ['/base_url', '/host'] },
    ]);
  });

  test('keeps a leaf that this version takes for a secret and 0.2.0 did not', async () => {
    const dsn = 'postgres://app:pw@db.test';
    const old = oldRevision(
      { ...value, dsn },
      hashOf(['/base_url', 'https://a.test'], ['/dsn', dsn], ['/region', null]),
    );
    expect(await staleIn(await bonded(old))).toEqual([]);
  });
});

describe('an override that 0.2.0 wrote over a vault', () => {
  const base = { base_url: 'https://a.test', host: 'a', token: 't' };
  const hash = hashOf(['/base_url', 'https://a.test'], ['/region', null]);
  const vault = oldRevision(base, hash);
  const own = oldRevision({ other: 'o' }, hash, ['/other']);

  test('keeps its secrets over the vault of that version', async () => {
    expect(await staleIn(await bonded(own, vault))).toEqual([]);
  });

  /** The vault after an edit by this version, which keeps the bonds of the vault. */
  const edited = async (value: JsonObject) => {
    const before = (await bonded(null, vault)).vault;
    if (!before) throw new Error('no document');
    return revisionOf({ ...before, value: { ...base, ...value } }, 2);
  };

  test('keeps them after an edit of the vault that moves no address', async () => {
    expect(await staleIn(await bonded(own, await edited({ token: 'u' })))).toEqual([]);
  });

  test.each(['base_url', 'host'])(
    'loses them when the vault gets another %s, and only then',
    async (name) => {
      const moved = await staleIn(await bonded(own, await edited({ [name]: 'https://b.test' })));
      expect(moved.map(({ path }) => path)).toEqual(['/other', '/token']);
    },
  );
});
