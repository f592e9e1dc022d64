import type { CompiledSchema } from '../engine/compile.ts';
import { ownValue } from '../json/object.ts';
import { TooMuchWork, type Work } from '../json/work.ts';
import type { ChangeKind } from './change.ts';
import { compareObjects } from './compare-objects.ts';
import { compareBounds, compareFormats, comparePatterns } from './compare-scalars.ts';
import { compareUnions } from './compare-unions.ts';
import type { Frame } from './frame.ts';
import { compareNotes } from './notes.ts';
import { candidates, objectsOf } from './sample.ts';
import {
  fits,
  itemsOf,
  type Kind,
  kindOf,
  kindsOf,
  type Shape,
  saidBy,
  sameIn,
  type Union,
  valuesOf,
} from './shape.ts';
import type { Steps } from './steps.ts';
import { unitsOf } from './units.ts';
import type { Add, Finding, Found, Walk } from './walk.ts';

/** Keywords that are compared as a whole. A dynamic reference is never the same, because its target is not known. */
const CONDITIONS = [
  ['if', 'then', 'else'],
  ['contains', 'minContains', 'maxContains'],
  ...['$dynamicRef', '$recursiveRef', 'not', 'propertyNames'].map((keyword) => [keyword]),
  ...['dependencies', 'dependentRequired', 'dependentSchemas'].map((keyword) => [keyword]),
];

/** The kinds with a finite number of values. */
const ENUMERABLE: Partial<Record<Kind, readonly unknown[]>> = { boolean: [true, false], null: [null] };

const MOST_STEPS = 20_000;
const MOST_FINDINGS = 500;

/** Ends a comparison that only asks for containment, at the first change that may break a value. */
class NotContained extends Error {}

/** Walks two schemas side by side, place by place of the value. */
export class Comparison implements Walk {
  readonly findings: Finding[] = [];
  readonly same: (one: unknown, other: unknown) => boolean;
  readonly #open = new Set<string>();
  readonly #work: Work;
  #steps = 0;
  #quiet = 0;

  constructor(before: CompiledSchema, after: CompiledSchema, work: Work) {
    this.same = sameIn(before, after, work);
    this.#work = work;
  }

  add(frame: Frame | null, found: Found): void {
    if (this.#quiet > 0) {
      if (found.verdict === 'open') throw new NotContained();
      return;
    }
    if (this.findings.length >= MOST_FINDINGS) throw new TooMuchWork();
    this.findings.push({ ...found, frame });
  }

  *contained(before: Shape, after: Shape): Steps<boolean> {
    this.#quiet += 1;
    const open = new Set(this.#open);
    this.#work.spend(3 + open.size / 4);
    try {
      yield* this.compare(before, after, null);
      return true;
    } catch (error) {
      if (!(error instanceof NotContained)) throw error;
      this.#open.clear();
      for (const name of open) this.#open.add(name);
      return false;
    } finally {
      this.#quiet -= 1;
    }
  }

  /** @throws TooMuchWork */
  *compare(before: Shape, after: Shape, frame: Frame | null): Steps {
    if (before.impossible) return;
    if (++this.#steps > MOST_STEPS) throw new TooMuchWork();
    yield;
    const name = `${before.name}|${after.name}`;
    this.#work.spend(20 + unitsOf(name));
    // The same two shapes further out: values are finite, so what holds there holds here
    if (this.#open.has(name)) return;
    this.#open.add(name);
    const union = this.#unionOf(before, after);
    if (union === null) yield* this.#comparePlain(before, after, frame);
    else yield* compareUnions(this, before, after, frame, union);
    this.#open.delete(name);
  }

  /** Finds the first union that is not the same on both sides. */
  #unionOf(before: Shape, after: Shape): { before: Union | null; after: Union | null } | null {
    const differs = (union: Union, others: readonly Union[]): boolean =>
      !others.some((other) => other.keyword === union.keyword && this.same(listOf(other), listOf(union)));
    const one = before.unions.find((union) => differs(union, after.unions)) ?? null;
    const other = after.unions.find((union) => differs(union, before.unions)) ?? null;
    return one === null && other === null ? null : { before: one, after: other };
  }

  *#comparePlain(before: Shape, after: Shape, frame: Frame | null): Steps {
    compareNotes(before, after, (found) => this.add(frame, found));
    const values = valuesOf(before);
    if (values !== null) {
      compareValues(before, after, values, (found) => this.add(frame, found));
      return;
    }
    if (after.impossible) {
      this.#askWitness(frame, 'type_narrowed', before);
      return;
    }
    const kinds = kindsOf(before);
    const allowed = valuesOf(after);
    if (allowed !== null) {
      const all = [...kinds].every((kind) => ENUMERABLE[kind]?.every((value) => fits(after, value)));
      this.add(frame, {
        kind: 'enum_shrunk',
        verdict: all ? 'safe' : 'open',
        after: allowed,
        tries: (tries) => candidates(before, null, tries),
      });
      return;
    }
    this.#compareKinds(before, after, frame);
    const add = (found: Found): void => this.add(frame, found);
    if (kinds.has('integer') || kinds.has('fraction')) compareBounds('number', before, after, add);
    if (kinds.has('string')) {
      compareBounds('string', before, after, add);
      comparePatterns(before, after, add);
      compareFormats(before, after, add);
    }
    if (kinds.has('array')) yield* this.#compareArrays(before, after, frame);
    if (kinds.has('object')) yield* compareObjects(this, before, after, frame);
    this.#compareConditions(before, after, frame);
  }

  #compareKinds(before: Shape, after: Shape, frame: Frame | null): void {
    const [left, right] = [kindsOf(before), kindsOf(after)];
    const said = { before: typesIn(left), after: typesIn(right) };
    const gone = [...left].filter((kind) => !right.has(kind));
    if (gone.length > 0) {
      this.add(frame, {
        kind: 'type_narrowed',
        verdict: 'open',
        ...said,
        tries: function* (tries) {
          for (const value of candidates(before, null, tries))
            if (value === undefined || gone.includes(kindOf(value))) yield value;
        },
      });
    }
    if ([...right].some((kind) => !left.has(kind)))
      this.add(frame, { kind: 'type_widened', verdict: 'safe', ...said });
  }

  *#compareArrays(before: Shape, after: Shape, frame: Frame | null): Steps {
    compareBounds('array', before, after, (found) => this.add(frame, found));
    const [left, right] = [itemsOf(before), itemsOf(after)];
    if (left !== null && right !== null) {
      yield* this.compare(left, right, { up: frame, before, after, step: 'items' });
      return;
    }
    this.compareOpaque(before, after, frame, ['items', 'prefixItems', 'additionalItems']);
  }

  #compareConditions(before: Shape, after: Shape, frame: Frame | null): void {
    for (const keywords of CONDITIONS) this.compareOpaque(before, after, frame, keywords);
    // These depend on everything beside them
    const counted = ['unevaluatedProperties', 'unevaluatedItems'].flatMap((keyword) =>
      saidBy(after, keyword),
    );
    if (counted.length > 0 && !this.same(textOf(before), textOf(after)))
      this.#askWitness(frame, 'condition_added', before);
  }

  compareOpaque(before: Shape, after: Shape, frame: Frame | null, keywords: readonly string[]): void {
    const partsOf = (shape: Shape): Record<string, unknown>[] =>
      shape.conjuncts.flatMap(({ schema }) => {
        const said = keywords.flatMap((keyword) =>
          Object.hasOwn(schema, keyword) ? [[keyword, ownValue(schema, keyword)] as const] : [],
        );
        return said.length > 0 ? [Object.fromEntries(said)] : [];
      });
    const [left, right] = [partsOf(before), partsOf(after)];
    const lacks = (part: unknown, among: readonly unknown[]): boolean =>
      !among.some((other) => this.same(other, part));
    if (right.some((part) => lacks(part, left))) this.#askWitness(frame, 'condition_added', before);
    else if (left.some((part) => lacks(part, right)))
      this.add(frame, { kind: 'condition_removed', verdict: 'safe' });
  }

  #askWitness(frame: Frame | null, kind: ChangeKind, before: Shape): void {
    this.add(frame, {
      kind,
      verdict: 'open',
      tries: function* (tries) {
        yield* candidates(before, null, tries);
        if (kindsOf(before).has('object')) yield* objectsOf(before, tries);
      },
    });
  }
}

const listOf = (union: Union): unknown => ownValue(union.schema, union.keyword);

/** All that a shape says, as one value. */
const textOf = (shape: Shape): unknown => shape.conjuncts.map(({ schema }) => schema);

/** Compares a finite list of values: each one that fitted is tried. */
function compareValues(before: Shape, after: Shape, values: readonly unknown[], add: Add): void {
  const fitting = values.filter((value) => fits(before, value));
  const refused = fitting.filter((value) => !fits(after, value));
  const allowed = valuesOf(after);
  if (refused.length > 0) {
    add({
      kind: 'enum_shrunk',
      verdict: 'open',
      before: values,
      ...(allowed === null ? {} : { after: allowed }),
      tries: () => refused,
    });
  }
  const grown = allowed === null || allowed.some((value) => !fits(before, value) && fits(after, value));
  if (grown) {
    add({
      kind: 'enum_grown',
      verdict: 'safe',
      before: values,
      ...(allowed === null ? {} : { after: allowed }),
    });
  }
}

/** The types of JSON Schema for kinds of values. */
const typesIn = (kinds: ReadonlySet<Kind>): string[] =>
  [...kinds]
    .map((kind) => (kind === 'fraction' ? 'number' : kind))
    .filter((type) => type !== 'integer' || !kinds.has('fraction'))
    .sort();
