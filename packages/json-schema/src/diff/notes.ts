import { canonicalJson } from '../json/canonical-json.ts';
import { said } from '../secrets/destination-marks.ts';
import { isMarkedSecret } from '../secrets/secret-subschemas.ts';
import { type Shape, saidBy } from './shape.ts';
import { unitsOf } from './units.ts';
import type { Add } from './walk.ts';

const DESCRIPTIONS = ['title', 'description', 'examples', 'order', 'group', 'deprecated', 'readOnly'];

/** Compares what is said of a value beside the rules that it must fit: its default, its marks, its description. */
export function compareNotes(before: Shape, after: Shape, add: Add): void {
  const textOf = (value: unknown): string => {
    const text = canonicalJson(value);
    before.work.spend(unitsOf(text));
    return text;
  };
  const [given, now] = [saidBy(before, 'default'), saidBy(after, 'default')];
  if (textOf(given) !== textOf(now)) {
    add({
      kind: 'default_changed',
      verdict: 'risky',
      ...(given.length > 0 ? { before: given[0] } : {}),
      ...(now.length > 0 ? { after: now[0] } : {}),
    });
  }
  compareMark('secret', isSecret(before), isSecret(after), add);
  compareMark('destination', isDestination(before), isDestination(after), add);
  const texts = [before, after].map((shape) => textOf(DESCRIPTIONS.map((keyword) => saidBy(shape, keyword))));
  if (texts[0] !== texts[1]) add({ kind: 'described_otherwise', verdict: 'safe' });
}

const isSecret = (shape: Shape): boolean => shape.conjuncts.some(({ schema }) => isMarkedSecret(schema));

function isDestination(shape: Shape): boolean {
  const { mark, format } = said(shape.conjuncts);
  return mark ?? format ?? false;
}

function compareMark(mark: 'destination' | 'secret', before: boolean, after: boolean, add: Add): void {
  if (before !== after) add({ kind: `${mark}_${after ? 'added' : 'removed'}`, verdict: 'risky' });
}
