import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isLongRun } from '../../../../scripts/testing/long.mjs';
import { startHarness } from '../support/harness.ts';
import type { Move } from './kept-move.ts';
import { anySchema } from './kept-schemas.ts';
import { KeptWorld, type Keys } from './kept-world.ts';

const harness = await startHarness();
/** The seed is fixed, so that a failure comes from the change at hand. Another seed explores other sequences. */
const seed = Number(process.env.BERTH_TEST_SEED ?? 20_262);
const RUNS = isLongRun ? 600 : 40;
/** The cases that the sequences must reach to be meaningful. */
const REACHED = [
  'patch 200',
  'shown 200',
  'echo 200',
  'restore 200',
  'undo 200',
  'kept_secret',
  'secrets revealed',
  'reveal 409',
  'forward 200',
  'turned',
];

const move = (kind: fc.Arbitrary<Move['kind']>, owner: fc.Arbitrary<Move['owner']>): fc.Arbitrary<Move> =>
  fc.record(
    { kind, owner, seed: fc.nat({ max: 2 ** 31 - 1 }), force: fc.boolean() },
    { noNullPrototype: true },
  );

const anyMove = move(
  fc.oneof(
    { weight: 5, arbitrary: fc.constant('patch' as const) },
    { weight: 3, arbitrary: fc.constant('shown' as const) },
    { weight: 3, arbitrary: fc.constantFrom('address' as const, 'restore' as const) },
    { weight: 3, arbitrary: fc.constantFrom('replace', 'clear', 'echo', 'pin') },
  ),
  fc.constantFrom('own', 'linked', 'linked', 'vault'),
);

/** Makes moves that follow each other, each of one kind and on one row. */
const inOrder = (...steps: [Move['kind'], Move['owner']][]): fc.Arbitrary<Move[]> =>
  fc
    .tuple(...steps.map(([kind, owner]) => move(fc.constant(kind), fc.constant(owner))))
    .map((moves) => moves.map((next) => ({ ...next, force: true })));

/** Orders of moves that random ones seldom make, and in which a kept secret could get the bond of another address. */
const traps = fc.oneof(
  // An override comes back over a vault with another address
  inOrder(['patch', 'linked'], ['clear', 'linked'], ['address', 'vault'], ['undo', 'linked']),
  // An array of the vault becomes an own one beside another address
  inOrder(['shown', 'linked'], ['address', 'linked']),
  // Secrets of one revision of the vault are kept while the config moves to another
  inOrder(['patch', 'vault'], ['pin', 'linked'], ['shown', 'linked'], ['address', 'linked']),
  inOrder(['back', 'linked'], ['replace', 'vault'], ['forward', 'linked']),
  // A plain override becomes a secret when the vault takes another branch, and is not sent again
  inOrder(['clear', 'linked'], ['plain', 'linked'], ['turn', 'vault'], ['echo', 'linked']),
);

const anyMoves = fc
  .array(fc.oneof({ weight: 2, arbitrary: anyMove.map((one) => [one]) }, { weight: 1, arbitrary: traps }), {
    minLength: 3,
    maxLength: 7,
  })
  .map((blocks) => blocks.flat());

test('no sequence of writes by a key without reveal shows a secret, or has it revealed beside another address', async ({
  annotate,
}) => {
  const admin = await harness.newInstance();
  const keyOf = async (role: string) =>
    harness.as((await admin.post('api-keys', { name: role, scopes: [role] })).body.secret);
  const keys: Keys = { admin, writer: await keyOf('operator'), reader: await keyOf('reader') };
  const counts = new Map<string, number>();
  let made = 0;
  const property = fc.asyncProperty(anySchema, fc.nat(), anyMoves, async (config_schema, start, moves) => {
    made += 1;
    const version = { version: '1', config_schema };
    const { id } = await admin.create('providers', { slug: `kept-${made}`, name: 'Kept', version });
    const world = await KeptWorld.start(keys, id, config_schema, start);
    if (world === null) return;
    for (const move of moves) {
      await world.run(move).catch((cause: unknown) => {
        throw new Error(`${String(cause)}\nafter\n${world.story.join('\n')}`, { cause });
      });
    }
    await world.finish();
    for (const [what, times] of world.counts) counts.set(what, (counts.get(what) ?? 0) + times);
  });
  await fc.assert(property, { numRuns: RUNS, seed, endOnFailure: !isLongRun });
  await annotate(`seed: ${seed}; ${[...counts].map(([what, times]) => `${what}: ${times}`).join('; ')}`);
  expect(REACHED.filter((what) => !counts.has(what))).toEqual([]);
}, 300_000);
