import { checkValue, isValid } from '../engine/check.ts';
import { type CompiledSchema, validatorFor } from '../engine/compile.ts';
import { canonicalJson } from '../json/canonical-json.ts';
import { type Change, SEVERITIES } from './change.ts';
import { Comparison, TooIntricate } from './compare.ts';
import { documentsWith, isUndescribed, pathOf, placeOf } from './frame.ts';
import type { Tries } from './sample.ts';
import { shapeOf } from './shape.ts';
import type { Finding } from './walk.ts';

const TRIES = 4_000;
const MOST_VALUES = 120;

/**
 * Compares two schemas of a provider's config, place by place of the value, the gravest change first. A `breaking`
 * change has a witness that was checked with both; a `safe` one is proven by rules; what neither shows is `unknown`.
 * `pause` is awaited between steps, so that a large comparison stops nobody.
 */
export async function diffSchemas(
  before: unknown,
  after: unknown,
  pause: () => Promise<void> = async () => {},
): Promise<Change[]> {
  const [left, right] = [validatorFor(before), validatorFor(after)];
  if (left.hash === right.hash) return [];
  const comparison = new Comparison(left, right);
  let tooLarge = false;
  try {
    const [one, other] = [shapeOf(left, [left.index.root]), shapeOf(right, [right.index.root])];
    for (const _ of comparison.compare(one, other, null)) await pause();
  } catch (error) {
    if (!(error instanceof TooIntricate)) throw error;
    tooLarge = true;
  }
  const changes: Change[] = tooLarge ? [{ path: '', kind: 'too_large', severity: 'unknown' }] : [];
  for (const finding of comparison.findings) {
    changes.push(await changeOf(finding, left, right, pause));
  }
  return onlyOnce(changes);
}

async function changeOf(
  finding: Finding,
  before: CompiledSchema,
  after: CompiledSchema,
  pause: () => Promise<void>,
): Promise<Change> {
  const { frame, kind, verdict } = finding;
  const said = {
    ...(finding.before === undefined ? {} : { before: finding.before }),
    ...(finding.after === undefined ? {} : { after: finding.after }),
  };
  const change = { path: pathOf(frame), kind, ...said };
  if (verdict !== 'open') return { ...change, severity: verdict };
  const witness = await witnessOf(finding, before, after, pause);
  if (witness === undefined) return { ...change, severity: 'unknown' };
  return { ...change, severity: isUndescribed(frame) ? 'risky' : 'breaking', witness: witness.value };
}

/** Searches for a value that fits the earlier schema and, at the place of the change, not the later one. */
async function witnessOf(
  { frame, kind, tries }: Finding,
  before: CompiledSchema,
  after: CompiledSchema,
  pause: () => Promise<void>,
): Promise<{ value: unknown } | undefined> {
  const budget: Tries = { left: TRIES };
  const place = placeOf(frame);
  // The values to try for a required member are those of the object around it
  const holder = kind === 'required_added' ? (frame?.up ?? null) : frame;
  let count = 0;
  for (const value of tries?.(budget) ?? []) {
    if (budget.left <= 0 || ++count > MOST_VALUES) break;
    for (const document of documentsWith(holder, value, budget)) {
      await pause();
      if (!isValid(before, document)) continue;
      const problems = checkValue(after, document);
      if (problems.some(({ path, code }) => concerns(path, code, place))) return { value: document };
    }
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
