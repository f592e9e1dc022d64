import { canonicalJson, textHash } from '../json/canonical-json.ts';
import { ownValue } from '../json/object.ts';
import { fault } from './fault.ts';
import type { Reading } from './reading.ts';
import { add, applyBelow, below, type Check, feignBelow, type Lazy, passes, type Run } from './run.ts';
import { roundedLength, type Veiled, veiledBelow } from './veil.ts';

/** Reads the keywords about arrays. */
export function arrayChecks(reading: Reading): Check[] {
  return [
    ...countChecks(reading),
    ...itemChecks(reading),
    ...containsChecks(reading),
    ...uniqueChecks(reading),
    ...unevaluatedChecks(reading),
  ];
}

function countChecks({ schema }: Reading): Check[] {
  const most = ownValue(schema, 'maxItems');
  const least = ownValue(schema, 'minItems');
  const checks: Check[] = [];
  if (typeof most === 'number') {
    checks.push((value, run) => {
      if ((value as unknown[]).length > most) add(run, fault('maxItems', run.at, { limit: most }));
    });
  }
  if (typeof least === 'number') {
    checks.push((value, run) => {
      if ((value as unknown[]).length < least) add(run, fault('minItems', run.at, { limit: least }));
    });
  }
  return checks;
}

/** Reads the positional items and the keyword for those beyond them, which differ by draft. */
function itemChecks({ schema, subschema, env, draft }: Reading): Check[] {
  const { index } = env;
  const isNew = draft === '2020-12';
  const positional = isNew
    ? index.under(subschema, 'prefixItems')
    : Array.isArray(schema.items)
      ? index.under(subschema, 'items')
      : [];
  const isList = Array.isArray(schema.items);
  const keyword = isNew || !isList ? 'items' : 'additionalItems';
  const [others] = isNew && isList ? [] : index.under(subschema, keyword);
  const checks: Check[] = [];
  const rules = positional.map(env.rulesOf);
  if (rules.length > 0) {
    checks.push((value, run) => {
      const items = value as unknown[];
      for (let i = 0; i < rules.length && i < items.length; i++) applyTo(rules[i] as Lazy, items, i, run);
      see(run, Math.min(rules.length, items.length));
    });
  }
  if (others === undefined) return checks;
  const rest = env.rulesOf(others);
  checks.push((value, run) => {
    const items = value as unknown[];
    if (others.schema === false && positional.length > 0) {
      const tooLong = items.length > positional.length;
      if (tooLong) add(run, fault(keyword, run.at, { limit: positional.length }));
    } else {
      for (let i = positional.length; i < items.length && !isFull(run); i++) applyTo(rest, items, i, run);
    }
    see(run, items.length);
  });
  return checks;
}

const applyTo = (rules: Lazy, items: readonly unknown[], index: number, run: Run): void =>
  applyBelow(rules(), items[index], run, index);

const isFull = (run: Run): boolean => run.faults.length >= run.most;

function see(run: Run, upTo: number): void {
  if (run.seen !== null && upTo > run.seen.upTo) run.seen.upTo = upTo;
}

function containsChecks({ schema, subschema, env, draft }: Reading): Check[] {
  const [contained] = env.index.under(subschema, 'contains');
  if (contained === undefined) return [];
  const counts = draft === '2019-09' || draft === '2020-12';
  const bound = (keyword: string): number | undefined => {
    const value = counts ? ownValue(schema, keyword) : undefined;
    return typeof value === 'number' ? value : undefined;
  };
  const minContains = bound('minContains') ?? 1;
  const maxContains = bound('maxContains');
  const rules = env.rulesOf(contained);
  return [
    (value, run) => {
      const found: number[] = [];
      for (const [i, item] of (value as unknown[]).entries())
        if (below(run, i, () => passes(rules(), item, run))) found.push(i);
      if (draft === '2020-12') for (const i of found) run.seen?.items.add(i);
      const isEnough = found.length >= minContains;
      if (isEnough && (maxContains === undefined || found.length <= maxContains)) return;
      add(run, fault('contains', run.at, { minContains, maxContains }));
    },
  ];
}

const CHARACTERS_OF_STEP = 16;

/** Compares the canonical texts of the items in a set, not each item with each. */
function uniqueChecks({ schema }: Reading): Check[] {
  if (ownValue(schema, 'uniqueItems') !== true) return [];
  return [
    (value, run) => {
      const items = value as unknown[];
      if (run.veiled !== undefined) return uniqueVeiled(items, run, run.veiled);
      const texts = new Set<string>();
      for (const item of items) {
        const text = canonicalJson(item);
        run.work.spend(1 + text.length / CHARACTERS_OF_STEP);
        texts.add(text);
      }
      if (texts.size < items.length) add(run, fault('uniqueItems', run.at));
    },
  ];
}

/**
 * Compares items that hold secrets. One whose secret stays apart counts as different from all others: the outcome would
 * tell if a guess beside it is right. Kept ones are compared with the others alone. The length of the secrets does not
 * count here. The question includes all that defaults can change around them.
 */
function uniqueVeiled(items: readonly unknown[], run: Run, veiled: Veiled): void {
  let [steps, counted] = [0, 0];
  const lengthOf = (item: unknown, at: Veiled | undefined): number => {
    if (typeof item === 'string') {
      if (at?.isSecret !== true) return item.length + 2;
      steps += item.length / CHARACTERS_OF_STEP;
      counted += roundedLength(item.length) / CHARACTERS_OF_STEP;
      return 4;
    }
    if (typeof item !== 'object' || item === null) return 4;
    return Object.entries(item).reduce(
      (sum, [name, child]) => sum + name.length + 4 + lengthOf(child, veiledBelow(at, name)),
      2,
    );
  };
  for (const [i, item] of items.entries())
    run.work.spend(1 + lengthOf(item, veiledBelow(veiled, i)) / CHARACTERS_OF_STEP);
  const compared = items
    .map((item, i) => ({ item, at: veiledBelow(veiled, i) }))
    .filter(({ at }) => at?.isApart !== true);
  const areUnique = () => {
    const textsOf = (isKept: boolean) =>
      compared.filter(({ at }) => (at?.isKept === true) === isKept).map(({ item }) => canonicalJson(item));
    const others = textsOf(false);
    const known = new Set(others);
    return known.size === others.length && !textsOf(true).some((text) => known.has(text));
  };
  const name = `uniqueItems ${textHash(JSON.stringify(aroundSecrets(items, veiled)))}`;
  const isUnique = run.veil?.ask(veiled, name, steps, counted, areUnique) ?? areUnique();
  if (!isUnique) add(run, fault('uniqueItems', run.at));
}

/** Copies a value without its secret texts, with pairs of name and content in place of its containers. */
function aroundSecrets(value: unknown, at: Veiled | undefined): unknown {
  if (typeof value === 'string' && at?.isSecret === true) return value.length;
  if (typeof value !== 'object' || value === null) return value;
  const pairs = Object.entries(value).map(([name, child]) => [
    name,
    aroundSecrets(child, veiledBelow(at, name)),
  ]);
  return [Array.isArray(value), pairs];
}

function unevaluatedChecks({ subschema, env }: Reading): Check[] {
  const [others] = env.index.under(subschema, 'unevaluatedItems');
  if (others === undefined) return [];
  const rules = env.rulesOf(others);
  return [
    (value, run) => {
      const items = value as unknown[];
      const { seen } = run;
      const isSeen = (i: number) => seen !== null && (i < seen.upTo || seen.items.has(i));
      const start = run.veiled === undefined ? (seen?.upTo ?? 0) : 0;
      for (let i = start; i < items.length && !isFull(run); i++) {
        if (isSeen(i)) {
          if (others.schema !== false) feignBelow(rules, items[i], run, i);
          continue;
        }
        if (others.schema === false) {
          add(run, fault('unevaluatedItems', run.at, { len: i }));
          break;
        }
        applyTo(rules, items, i, run);
      }
      see(run, items.length);
    },
  ];
}
