import { isWithin, type Pointer, pathOf } from '../../../json/pointer.ts';
import type { Member } from './tree.ts';

/** A remark on a place of a schema. */
export interface Remark {
  /** The place in the schema; null for a remark on something else that was sent. */
  pointer: Pointer | null;
  /** The place in the whole text. */
  path: readonly string[];
  code: string;
  message: string;
  tone: 'warn' | 'bad';
}

/** The keywords whose subschemas describe other members than their own. */
const INWARD = new Set([
  'properties',
  'patternProperties',
  'additionalProperties',
  'items',
  'prefixItems',
  'oneOf',
  'anyOf',
  'then',
  'else',
]);

/** Splits the remarks of a member: those on itself, and the number of those on what it consists of. */
export function remarksOf(member: Member, remarks: readonly Remark[]): { here: Remark[]; below: number } {
  const here: Remark[] = [];
  let below = 0;
  for (const remark of remarks) {
    const { pointer } = remark;
    if (pointer === null) continue;
    const place = member.places
      .filter((one) => isWithin(pointer, one))
      .reduce<Pointer | null>((long, one) => (long === null || one.length > long.length ? one : long), null);
    if (place === null) continue;
    const [step, name] = pathOf(pointer.slice(place.length));
    if (step !== undefined && name !== undefined && INWARD.has(step)) below++;
    else if (step !== undefined && INWARD.has(step) && step !== 'properties') below++;
    else here.push(remark);
  }
  return { here, below };
}
