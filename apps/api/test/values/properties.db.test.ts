import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isLongRun } from '../../../../scripts/testing/long.mjs';
import { corpus, needsCorpus } from '../support/corpus-files.ts';
import { startHarness } from '../support/harness.ts';
import { dumpDatabase, linesOf, searchFor } from '../support/secrecy-search.ts';
import { exclusive, union } from './choices.ts';
import { type Material, materialOf } from './material.ts';
import { anyStep, breaksFollower, forcedStep, leavesChoice, type Step } from './steps.ts';
import { count, type Figures, World } from './world.ts';

/*
 * Runs random sequences of edits on the values of a vault, a config made from it and one of its own. After each,
 * `resolve` must answer the value of a plain model, and no other answer may have a secret. The schemas come from the
 * corpus.
 */

const harness = await startHarness();
const LONG = 300_000;
const onPostgres = harness.database.driver === 'postgres';
/** The short run tries every third schema, and so does each run on the embedded database, which is slower. */
const EVERY = onPostgres && isLongRun ? 1 : 3;
const SEQUENCES = onPostgres && isLongRun ? 2 : 1;
/** The cases that the sequences must reach to be meaningful. */
const REACHED = [
  'steps after which a config is invalid',
  'refused for what was left over',
  'secrets withheld and confirmed',
  'mask refused',
  'digest refused',
];
const AT_ONCE = 4;
/** The seed is fixed, so that a failure comes from the change at hand. Another seed explores other sequences. */
const seed = Number(process.env.BERTH_TEST_SEED ?? 20_261);

test(
  'sequences of edits of every schema of the corpus keep each sent value and neither lose nor show a secret',
  async ({ skip, annotate }) => {
    if (corpus === null) skip(needsCorpus);
    const started = performance.now();
    const files = (corpus ?? []).filter((_file, n) => n % EVERY === 0);
    const materials = files.flatMap((file) => materialOf(file) ?? []);
    const made = performance.now();
    const figures: Figures = new Map();
    const failures: string[] = [];
    const pending = [...materials.entries()];
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let next = pending.shift(); next && failures.length < 3; next = pending.shift()) {
          const failure = await explore(next[1], { from: seed + next[0], sequences: SEQUENCES, figures });
          if (failure) failures.push(`${next[1].file}, BERTH_TEST_SEED=${seed}: ${failure}`);
        }
      }),
    );
    expect(failures).toEqual([]);
    const explored = performance.now();
    const secrets = new Set(materials.flatMap((material) => [...material.secrets]));
    const texts = [...linesOf(harness.logged), ...(await dumpDatabase(harness.database))];
    expect(searchFor(secrets)(texts)).toEqual([]);
    const seconds = [made - started, explored - made, performance.now() - explored].map((ms) =>
      Math.round(ms / 1000),
    );
    await annotate(
      `seed: ${seed}; schemas: ${materials.length}; secrets searched: ${secrets.size}; texts searched: ${texts.length}; ` +
        `seconds for values, sequences, search: ${seconds}; ` +
        inWords(figures),
    );
  },
  LONG,
);

test(
  'sequences of edits of exclusive leaves leave a config valid or marked invalid, and a refusal names the leaves left over',
  async ({ annotate }) => {
    const figures: Figures = new Map();
    const secrets: string[] = [];
    for (const { file, ...run } of [
      { file: union, sequences: 20 * SEQUENCES, step: anyStep, example: leavesChoice },
      { file: exclusive, sequences: 15 * SEQUENCES, step: forcedStep, example: breaksFollower },
    ]) {
      const material = materialOf(file);
      if (!material) throw new Error(`${file.file} has no values`);
      const failure = await explore(material, { from: seed, figures, ...run });
      expect(failure, `${file.file}, BERTH_TEST_SEED=${seed}`).toBe(null);
      secrets.push(...material.secrets);
    }
    const texts = [...linesOf(harness.logged), ...(await dumpDatabase(harness.database))];
    expect(searchFor(secrets)(texts)).toEqual([]);
    await annotate(`seed: ${seed}; ${inWords(figures)}`);
    expect(REACHED.filter((what) => !figures.has(what))).toEqual([]);
  },
  LONG,
);

const inWords = (figures: Figures): string =>
  [...figures].map(([what, times]) => `${what}: ${times}`).join('; ');

interface Run {
  from: number;
  sequences: number;
  figures: Figures;
  step?: typeof anyStep;
  /** The first sequence to run. */
  example?: Step[];
}

/** Runs sequences for one schema. Resolves to null, or to the failure with the shortest sequence that shows it. */
async function explore(material: Material, run: Run): Promise<string | null> {
  const { figures, step = anyStep, example } = run;
  const client = await harness.newInstance();
  const slug = `p-${material.file.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
  const version = { version: '1', config_schema: material.schema };
  const { id } = await client.create('providers', { slug, name: material.file, version });
  const property = fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 8 }), async (steps) => {
    const world = await World.start(client, id, material, figures);
    count(figures, 'sequences');
    for (const next of steps) {
      await world.run(next).catch((cause: unknown) => {
        throw new Error(`${String(cause)}\nafter\n${world.story.join('\n')}`, { cause });
      });
    }
  });
  const details = await fc.check(property, {
    numRuns: run.sequences,
    seed: run.from,
    examples: example ? [[example]] : [],
    interruptAfterTimeLimit: 30_000,
  });
  if (!details.failed) return null;
  const report = await fc.asyncDefaultReportMessage(details);
  return `${report}\n${String(details.errorInstance)}`;
}
