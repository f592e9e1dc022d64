import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isLongRun } from '../../../../scripts/testing/long.mjs';
import { startHarness } from '../support/harness.ts';
import { type Step, UpgradeWorld, type Version } from './upgrades-world.ts';

const harness = await startHarness();
/** The seed is fixed, so that a failure comes from the change at hand. Another seed explores other sequences. */
const seed = Number(process.env.BERTH_TEST_SEED ?? 20_263);
const RUNS = isLongRun ? 400 : 30;
/** The cases that the sequences must reach to be meaningful. */
const REACHED = [
  ...['upgrade own 200', 'upgrade linked 200', 'upgrade vault 200', 'restore own 200', 'patch vault 200'],
  ...[
    'upgrade deployment 200',
    'upgrade deployment 409',
    'invalid',
    'kept_secret',
    'unknown_of_vault',
    'report true',
    'report false',
    'stale',
  ],
];

const anyVersion: fc.Arbitrary<Version> = fc.record(
  {
    marks: fc.tuple(
      fc.constantFrom('plain', 'secret', 'absent', 'required'),
      fc.constantFrom('plain', 'secret', 'secret'),
    ),
    isOpen: fc.boolean(),
    defaultUrl: fc.constantFrom(null, 'https://one.test', 'https://two.test'),
  },
  { noNullPrototype: true },
);

const anyStep: fc.Arbitrary<Step> = fc.record(
  {
    kind: fc.constantFrom('upgrade', 'upgrade', 'upgrade', 'patch', 'restore'),
    owner: fc.constantFrom('own', 'linked', 'vault', 'deployment'),
    version: fc.nat({ max: 2 }),
    members: fc.subarray(['a', 'b', 'url'] as const),
    removes: fc.boolean(),
    force: fc.boolean(),
  },
  { noNullPrototype: true },
);

test('no sequence of moves shows a secret, sends it elsewhere, or leaves a value unfit without a mark', async ({
  annotate,
}) => {
  const admin = await harness.newInstance();
  const keyOf = async (role: string) =>
    harness.as((await admin.post('api-keys', { name: role, scopes: [role] })).body.secret);
  const keys = { admin, writer: await keyOf('operator'), reader: await keyOf('reader') };
  const counts = new Map<string, number>();
  const versions = fc.array(anyVersion, { minLength: 3, maxLength: 3 });
  const steps = fc.array(anyStep, { minLength: 4, maxLength: 10 });
  const property = fc.asyncProperty(versions, steps, async (offered, taken) => {
    const world = await UpgradeWorld.start(keys, offered, counts);
    for (const step of taken) {
      await world.take(step).catch((cause: unknown) => {
        throw new Error(`${String(cause)}\nafter\n${world.story.join('\n')}`, { cause });
      });
    }
  });
  await fc.assert(property, { numRuns: RUNS, seed, endOnFailure: !isLongRun });
  await annotate(`seed: ${seed}; ${[...counts].map(([what, times]) => `${what}: ${times}`).join('; ')}`);
  expect(REACHED.filter((what) => !counts.has(what))).toEqual([]);
}, 300_000);
