import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { pair, reveal, rounds, startScene, Tally } from './writers-kit.ts';

/** Concurrent writers of one value. A row lock orders them, so no merge patch is lost. */

const harness = await startHarness();
const LONG = { timeout: 180_000 };

describe.each(['config', 'vault'] as const)('two concurrent writers of one %s', LONG, (kind) => {
  const scene = async () => {
    const made = await startScene(await harness.newInstance());
    const id = kind === 'config' ? await made.own() : await made.follow();
    const at = kind === 'config' ? `provider-configs/${id}` : made.vault;
    const revisionOf = async () => (await made.client.get(at)).body.revision as number;
    return { client: made.client, at, read: () => reveal(made.client, id), revisionOf };
  };

  test('are both merged, in order, when they patch different leaves: nothing is lost', async ({
    annotate,
  }) => {
    const { client, at, read } = await scene();
    const many = rounds(harness, kind === 'config' ? 500 : 100, 40);
    const tally = new Tally();
    for (let round = 1; round <= many; round += 1) {
      const [left, right] = await Promise.all([
        client.patch(at, { value: { left: round } }),
        client.patch(at, { value: { right: round } }),
      ]);
      tally.take('left', left, [200]);
      tally.take('right', right, [200]);
      expect([left.body.revision, right.body.revision].sort((a, b) => a - b)).toEqual([
        2 * round,
        2 * round + 1,
      ]);
      expect((await read()).value).toEqual({ ...pair(1), left: round, right: round });
    }
    await annotate(`rounds: ${many}; ${tally}`);
  });

  test('that name the same revision: one succeeds, the other is refused', async ({ annotate }) => {
    const { client, at, read, revisionOf } = await scene();
    const many = rounds(harness, kind === 'config' ? 500 : 100, 40);
    const wins = { left: 0, right: 0 };
    let expected: Record<string, unknown> = pair(1);
    for (let round = 1; round <= many; round += 1) {
      const answers = await Promise.all([
        client.patch(at, { value: { left: round }, if_revision: round }),
        client.patch(at, { value_replace: { ...pair(1), right: round }, if_revision: round }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(answers.find(({ status }) => status === 409)?.body.reason).toBe('revision_mismatch');
      const leftWon = answers[0].status === 200;
      wins[leftWon ? 'left' : 'right'] += 1;
      expected = leftWon ? { ...expected, left: round } : { ...pair(1), right: round };
      expect((await read()).value).toEqual(expected);
      expect(await revisionOf()).toBe(round + 1);
    }
    await annotate(`rounds: ${many}; won by the patch: ${wins.left}, by the whole value: ${wins.right}`);
  });
});

describe('edits of a vault beside other writers', LONG, () => {
  test('no config ever resolves to a mix of two revisions, and all stay valid', async ({ annotate }) => {
    const { client, vault, follow } = await startScene(await harness.newInstance());
    const configs = await Promise.all([follow(), follow(), follow()]);
    const many = rounds(harness, 150, 30);
    const tally = new Tally();
    let running = true;
    const vaultWriter = async (first: number) => {
      for (let n = first; n < first + many; n += 1) {
        const value = n % 3 === 0 ? { value_replace: pair(n) } : { value: pair(n) };
        tally.take('vault edit', await client.patch(vault, value), [200]);
      }
    };
    const overrider = async (id: string) => {
      for (let n = 1; n <= many; n += 1) {
        const value = n % 4 === 0 ? { own: null } : { own: n };
        tally.take('override', await client.patch(`provider-configs/${id}`, { value }), [200]);
      }
    };
    const seen = new Map<number, number>();
    let resolves = 0;
    const reader = async (id: string) => {
      while (running) {
        const { value, vault_revision, invalid, provenance } = await reveal(client, id);
        resolves += 1;
        expect([value.b, value.token, invalid]).toEqual([value.a, `token-of-${value.a}`, false]);
        for (const { from, revision } of provenance)
          if (from === 'vault') expect(revision).toBe(vault_revision);
        expect(seen.get(vault_revision) ?? value.a).toBe(value.a);
        seen.set(vault_revision, value.a);
      }
    };
    const readers = configs.map(reader);
    await Promise.all([vaultWriter(1_000), vaultWriter(5_000), ...configs.map(overrider)]).finally(() => {
      running = false;
    });
    await Promise.all(readers);
    const { body } = await client.get('provider-configs?invalid=true');
    expect(body.items).toEqual([]);
    expect((await client.get(vault)).body.revision).toBe(1 + 2 * many);
    expect(seen.size).toBeGreaterThan(10);
    await annotate(`${tally}; resolves: ${resolves}, of ${seen.size} revisions of the vault`);
  });

  test('a revision that a config is pinned to is never destroyed', async ({ annotate }) => {
    const { client, vault, vaultId, follow } = await startScene(await harness.newInstance());
    const configs = await Promise.all([follow(), follow()]);
    const many = rounds(harness, 250, 25);
    const tally = new Tally();
    let newest = 1;
    const path = (id: string) => `provider-configs/${id}`;
    const pinner = async (id: string) => {
      for (let n = 1; n <= many; n += 1) {
        const at = newest;
        // The revision was destroyed meanwhile: the pin is refused, never granted.
        const pinned = await client.patch(path(id), { vault_revision: at });
        if (tally.take('pin', pinned, [200, 'invalid_data'])) {
          const { value, vault_revision } = await reveal(client, id);
          expect([value.a, value.b, vault_revision]).toEqual([at, at, at]);
        }
        if (n % 2 === 0) tally.take('un-pin', await client.patch(path(id), { vault_revision: null }), [200]);
      }
    };
    const writer = async () => {
      for (let n = 2; n <= many + 1; n += 1) {
        tally.take('vault edit', await client.patch(vault, { value: pair(n) }), [200]);
        newest = n;
        tally.take('destroy', await client.post(`${vault}/revisions/${n - 1}/destroy`, {}), [
          200,
          'conflict',
        ]);
      }
    };
    await Promise.all([...configs.map(pinner), writer()]);
    for (const id of configs) await reveal(client, id);
    const lost = await harness.database.query(`
      select c.id from provider_configs c join value_revisions r
      on r.owner_id = c.provider_config_vault_id and r.revision = c.vault_revision
      where c.provider_config_vault_id = '${vaultId}' and r.ciphertext is null`);
    expect(lost).toEqual([]);
    await annotate(String(tally));
  });

  test('a vault archived while configs are made from it makes each of them whole or refuses it', async ({
    annotate,
  }) => {
    const client = await harness.newInstance();
    const many = rounds(harness, 40, 10);
    const tally = new Tally();
    for (let round = 0; round < many; round += 1) {
      const { provider_id, vault, vaultId } = await startScene(client);
      const config = { provider_id, provider_config_vault_id: vaultId };
      const make = () => client.post('provider-configs', config);
      const [first, second, archived, third, fourth] = await Promise.all([
        make(),
        make(),
        client.delete(`${vault}?force=true`),
        make(),
        make(),
      ]);
      tally.take('archive', archived, [200]);
      for (const made of [first, second, third, fourth]) {
        const done = tally.take('create', made, [200, 'use_after_delete']);
        if (done) expect((await reveal(client, made.body.id)).value).toEqual(pair(1));
      }
      tally.take('create afterwards', await make(), ['use_after_delete']);
    }
    await annotate(String(tally));
  });
});
