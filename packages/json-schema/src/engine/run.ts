import type { Work } from '../json/work.ts';
import type { Subschema } from '../schema/schema-index.ts';
import type { Fault, Path } from './fault.ts';
import { addSeen, nothingSeen, type Seen } from './seen.ts';
import { type Veil, type Veiled, veiledBelow } from './veil.ts';

/** The state of one check of a value. */
export interface Run {
  readonly work: Work;
  /** The place of the value that is being checked. */
  at: Path;
  faults: Fault[];
  /**
   * The number of faults after which the check of a subschema ends; 1 when only the verdict counts. Endless where a
   * secret could decide about it.
   */
  most: number;
  /** Null when no subschema asks for evaluated members. */
  seen: Seen | null;
  /** The resources entered on the way, innermost first, for dynamic references. */
  scope: Scope;
  /** The secrets of the value; `undefined` when it has none that a check must not tell about. */
  readonly veil: Veil | undefined;
  /** The place in `veil` of the value that is being checked; `undefined` when it holds no secret. */
  veiled: Veiled | undefined;
  /** The names of the members of objects, as far as they were listed. */
  readonly names: Map<object, readonly string[]>;
}

export type Scope = { readonly up: Scope; readonly base: string } | undefined;

/** One keyword of a subschema, ready to check values. Adds its faults to the run. */
export type Check = (value: unknown, run: Run) => void;

/** The keywords of a subschema, by the type of value they are about. */
export interface Rules {
  readonly subschema: Subschema;
  readonly weight: number;
  readonly all: readonly Check[];
  readonly number: readonly Check[];
  readonly string: readonly Check[];
  readonly array: readonly Check[];
  readonly object: readonly Check[];
}

/** A subschema whose rules are made at its first use. */
export type Lazy = () => Rules;

/** The most faults that one subschema adds. */
export const MOST_FAULTS = 200;

/** Adds a fault, unless there are enough. */
export function add({ faults }: Run, one: Fault): void {
  if (faults.length < MOST_FAULTS) faults.push(one);
}

/** Checks a value against a subschema. Returns true when it added no fault. @throws TooMuchWork */
export function apply(rules: Rules, value: unknown, run: Run): boolean {
  run.work.spend(rules.weight);
  const before = run.faults.length;
  const { scope } = run;
  if (scope?.base !== rules.subschema.base) run.scope = { up: scope, base: rules.subschema.base };
  applyAll(rules.all, value, run);
  if (typeof value === 'number') applyAll(rules.number, value, run);
  else if (typeof value === 'string') applyAll(rules.string, value, run);
  else if (Array.isArray(value)) applyAll(rules.array, value, run);
  else if (typeof value === 'object' && value !== null) applyAll(rules.object, value, run);
  run.scope = scope;
  return run.faults.length === before;
}

function applyAll(checks: readonly Check[], value: unknown, run: Run): void {
  for (const check of checks) {
    if (run.faults.length >= run.most) return;
    check(value, run);
  }
}

/** Checks a member or an item, one step further down. */
export function applyBelow(rules: Rules, value: unknown, run: Run, name: string | number): void {
  const { at, seen, veiled } = run;
  run.at = { up: at, name };
  if (seen !== null) run.seen = nothingSeen();
  if (veiled !== undefined) run.veiled = veiledBelow(veiled, name);
  apply(rules, value, run);
  run.at = at;
  run.seen = seen;
  run.veiled = veiled;
}

/**
 * Takes the work of {@link applyBelow} for a subschema that does not apply, where secrets may have decided so. That can
 * also concern a member or an item without secrets.
 */
export function feignBelow(rules: Lazy, value: unknown, run: Run, name: string | number): void {
  if (run.veiled === undefined) return;
  const { faults } = run;
  run.faults = [];
  applyBelow(rules(), value, run, name);
  run.faults = faults;
}

/** Does something at a member or an item. */
export function below<Outcome>(run: Run, name: string | number, act: () => Outcome): Outcome {
  const { at, veiled } = run;
  run.at = { up: at, name };
  run.veiled = veiledBelow(veiled, name);
  const outcome = act();
  run.at = at;
  run.veiled = veiled;
  return outcome;
}

/**
 * Checks the same value against another subschema, which does not know the members that this one has evaluated. Its own
 * are added to these, if it passes or `always`.
 */
export function applyHere(rules: Rules, value: unknown, run: Run, always: boolean): boolean {
  const { seen } = run;
  if (seen === null) return apply(rules, value, run);
  const inner = nothingSeen();
  run.seen = inner;
  const fits = apply(rules, value, run);
  run.seen = seen;
  const count = fits || always ? addSeen(seen, inner) : 0;
  const isOpen = run.veiled === undefined || typeof value !== 'object' || value === null;
  // All that can be evaluated
  run.work.spend((isOpen ? count : sizeOf(value, run)) / 8);
  return fits;
}

/** Lists the names of the members of an object, once in a run. @throws TooMuchWork */
export function namesOf(value: object, { work, names }: Run): readonly string[] {
  const known = names.get(value);
  if (known !== undefined) return known;
  const listed = Object.keys(value);
  work.spend(listed.length / 8);
  names.set(value, listed);
  return listed;
}

/** Returns the number of items or members. @throws TooMuchWork */
export const sizeOf = (value: object, run: Run): number =>
  Array.isArray(value) ? value.length : namesOf(value, run).length;

/** Checks the same value on the side. Returns the faults, at most `most`, and leaves those of the run alone. */
export function judge(rules: Rules, value: unknown, run: Run, most: number): readonly Fault[] {
  const outer = { faults: run.faults, most: run.most };
  run.faults = [];
  run.most = run.veiled === undefined ? most : Number.POSITIVE_INFINITY;
  applyHere(rules, value, run, false);
  const { faults } = run;
  run.faults = outer.faults;
  run.most = outer.most;
  return faults;
}

/**
 * Takes the work of checking a value against a subschema that does not apply, because secrets decided so. The work of a
 * check must not tell what they decided.
 */
export function feign(rules: Rules, value: unknown, run: Run): void {
  if (run.veiled !== undefined) passes(rules, value, run);
}

/** True when a value passes a subschema. Notes neither its faults nor the members that it evaluated. */
export function passes(rules: Rules, value: unknown, run: Run): boolean {
  const { seen } = run;
  if (seen !== null) run.seen = nothingSeen();
  const faults = judge(rules, value, run, 1);
  run.seen = seen;
  return faults.length === 0;
}
