import type { Pause } from '@berth/kernel';
import { checkValue, isValid } from '../engine/check.ts';
import { type CompiledSchema, validatorFor } from '../engine/compile.ts';
import { canonicalJson } from '../json/canonical-json.ts';
import { TooMuchWork, Work } from '../json/work.ts';
import { compilePatterns } from '../schema/patterns-at.ts';
import { type Change, SEVERITIES } from './change.ts';
import { Comparison } from './compare.ts';
import { documentsWith, isUndescribed, pathOf, placeOf } from './frame.ts';
import type { Tries } from './sample.ts';
import { type Shape, shapeOf } from './shape.ts';
import { unitsOf } from './units.ts';
import type { Finding } from './walk.ts';

const TRIES = 4_000;
const MOST_VALUES = 120;

// The walk and the search for one witness take about 100 ms at worst, all searches together a few seconds
const WORK_OF_WALK = 100_000;
const WORK_OF_SEARCH = 150_000;
const WORK_OF_SEARCHES = 2_000_000;
/** Longer texts of what a schema says are left out of a change. */
const LONGEST_SAID = 2_000;

/**
 * Compares two schemas of a provider's config, place by place of the value, the gravest change first. A `breaking`
 * change has a witness that was checked with both; a `safe` one is proven by rules; what neither shows is `unknown`.
 * `pause` is awaited between changes, so that a large comparison stops nobody.
 */
export async function diffSchemas(
  before: unknown,
  after: unknown,
  pause: Pause = () => undefined,
): Promise<Change[]> {
  const left = await compiled(before, pause);
  const right = await compiled(after, pause);
  if (left.hash === right.hash) return [];
  const work = new Work(WORK_OF_WALK + WORK_OF_SEARCHES);
  const walk = work.allow(WORK_OF_WALK);
  const comparison = new Comparison(left, right, work);
  let tooLarge = false;
  try {
    const shapes = [left, right].map((schema) => shapeOf(schema, [schema.index.root], work));
    for (const _ of comparison.compare(...(shapes as [Shape, Shape]), null)) await pause();
  } catch (error) {
    if (!(error instanceof TooMuchWork)) throw error;
    tooLarge = true;
  }
  walk.restore();
  const changes: Change[] = tooLarge ? [{ path: '', kind: 'too_large', severity: 'unknown' }] : [];
  for (const finding of comparison.findings) {
    changes.push(await changeOf(finding, left, right, work, pause));
  }
  return onlyOnce(changes);
}

/** Compiles a schema, and lets others run between its patterns. */
async function compiled(schema: unknown, pause: Pause): Promise<CompiledSchema> {
  for (const _ of compilePatterns(schema)) await pause();
  await pause();
  return validatorFor(schema);
}

async function changeOf(
  finding: Finding,
  before: CompiledSchema,
  after: CompiledSchema,
  work: Work,
  pause: Pause,
): Promise<Change> {
  const { frame, kind, verdict } = finding;
  const said = {
    ...(isShort(finding.before) ? { before: finding.before } : {}),
    ...(isShort(finding.after) ? { after: finding.after } : {}),
  };
  const change = { path: pathOf(frame), kind, ...said };
  if (verdict !== 'open') return { ...change, severity: verdict };
  await pause();
  const search = work.allow(WORK_OF_SEARCH);
  const witness = await witnessOf(finding, before, after, work, pause);
  search.restore();
  if (witness === undefined) return { ...change, severity: 'unknown' };
  return { ...change, severity: isUndescribed(frame) ? 'risky' : 'breaking', witness: witness.value };
}

const isShort = (said: unknown): boolean => said !== undefined && canonicalJson(said).length <= LONGEST_SAID;

/** Searches for a value that fits the earlier schema and, at the place of the change, not the later one. */
async function witnessOf(
  { frame, kind, tries }: Finding,
  before: CompiledSchema,
  after: CompiledSchema,
  work: Work,
  pause: Pause,
): Promise<{ value: unknown } | undefined> {
  const budget: Tries = { left: TRIES };
  const place = placeOf(frame);
  // The values to try for a required member are those of the object around it
  const holder = kind === 'required_added' ? (frame?.up ?? null) : frame;
  let count = 0;
  try {
    for (const value of tries?.(budget) ?? []) {
      if (value === undefined) await pause();
      if (value === undefined) continue;
      if (budget.left <= 0 || ++count > MOST_VALUES) break;
      for (const document of documentsWith(holder, value, budget)) {
        await pause();
        if (document === undefined) continue;
        const fitted = isValid(before, document);
        work.spend(2 + before.engine.spent);
        if (!fitted) continue;
        await pause();
        const problems = checkValue(after, document);
        work.spend(2 + after.engine.spent);
        if (!problems.some(({ path, code }) => concerns(path, code, place))) continue;
        work.spend(unitsOf(canonicalJson(document)) * 50);
        return { value: document };
      }
    }
  } catch (error) {
    if (!(error instanceof TooMuchWork)) throw error;
  }
  return undefined;
}

const COMBINED: ReadonlySet<string> = new Set([
  'allOf',
  'anyOf',
  'dependentSchemas',
  'else',
  'false',
  'if',
  'not',
  'oneOf',
  'then',
]);

/** Tells if a problem is at the place or below it, or of a combination of schemas around it. */
const concerns = (path: string, code: string, place: string): boolean =>
  path === place ||
  path.startsWith(`${place}/`) ||
  (COMBINED.has(code) && (path === '' || place.startsWith(`${path}/`)));

/** Keeps the gravest of the changes of one kind at one place, and sorts by severity and path. */
function onlyOnce(changes: readonly Change[]): Change[] {
  const sorted = changes.toSorted(
    (one, other) =>
      SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
      (one.path < other.path ? -1 : Number(one.path > other.path)),
  );
  const kept = new Map<string, Change>();
  for (const change of sorted) {
    const { path, kind, before, after } = change;
    const name = canonicalJson([
      path,
      kind,
      kind.startsWith('branch') ? [before ?? null, after ?? null] : null,
    ]);
    if (!kept.has(name)) kept.set(name, change);
  }
  return [...kept.values()];
}
