import { mergePatch, type Pointer } from '@berth/json-schema';
import type { Bond, Marks } from './bonds.ts';

export type JsonObject = Record<string, unknown>;

/** The sealed content of a revision: the value, and for each of its secrets the destinations that it was sent for. */
export interface ValueDocument {
  value: JsonObject;
  /** The name of the bond of each secret. In a document of 0.2.0, a hash of the destinations. */
  bound: Record<Pointer, string>;
  /** The bonds by name. Absent in a document of 0.2.0. */
  bonds?: Record<string, Bond>;
  /**
   * In a vault's document, the destinations of the last value that 0.2.0 wrote, as a bond has them. An override of
   * 0.2.0 was sent for these.
   */
  since?: Record<Pointer, string>;
  /** The marks of the destinations of this value that are secrets. Absent without one, and in older documents. */
  marks?: Marks;
}

export const EMPTY: ValueDocument = { value: {}, bound: {}, bonds: {} };

/** Lays an own value over a vault's. An own value holds no null, so it removes nothing of the vault's. */
export const overlay = (base: JsonObject | null, own: JsonObject): JsonObject =>
  base === null ? own : (mergePatch(base, own) as JsonObject);

/** Removes null members from an object, at any depth. Arrays stay unchanged. */
export function withoutNulls(value: JsonObject): JsonObject {
  return mergePatch({}, value) as JsonObject;
}
