import { mergePatch, type Pointer } from '@berth/json-schema';

export type JsonObject = Record<string, unknown>;

/**
 * The sealed content of a revision: the value, and for each of its secrets a hash of the destinations that it was sent
 * for. A secret is sent to no others.
 */
export interface ValueDocument {
  value: JsonObject;
  bound: Record<Pointer, string>;
}

export const EMPTY: ValueDocument = { value: {}, bound: {} };

/** Lays an own value over a vault's. An own value holds no null, so it removes nothing of the vault's. */
export const overlay = (base: JsonObject | null, own: JsonObject): JsonObject =>
  base === null ? own : (mergePatch(base, own) as JsonObject);

/** Removes null members from an object, at any depth. Arrays stay unchanged. */
export function withoutNulls(value: JsonObject): JsonObject {
  return mergePatch({}, value) as JsonObject;
}
