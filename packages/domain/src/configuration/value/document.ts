import { mergePatch, type Pointer } from '@berth/json-schema';

export type JsonObject = Record<string, unknown>;

/**
 * The sealed content of a revision: the value, and for each secret of it a hash of the destinations that it was sent
 * for. A secret is sent to no others.
 */
export interface ValueDocument {
  value: JsonObject;
  bound: Record<Pointer, string>;
}

export const EMPTY: ValueDocument = { value: {}, bound: {} };

/** A value of one's own over a vault's. The own one holds no null, so nothing of the vault's is removed. */
export const overlay = (base: JsonObject | null, own: JsonObject): JsonObject =>
  base === null ? own : (mergePatch(base, own) as JsonObject);

/** The object without the members that are null, at any depth; what is in an array stays. */
export function withoutNulls(value: JsonObject): JsonObject {
  return mergePatch({}, value) as JsonObject;
}
