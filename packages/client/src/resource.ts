import type { OptionDescription, ValueKind } from './operation.ts';

/** The operations that a resource may have, beside its own. */
export type ResourceVerb = 'list' | 'get' | 'create' | 'update' | 'archive' | 'unarchive' | 'dependents';

/** A resource, described for a program that shows all resources alike. */
export interface ResourceDescription {
  /** The name of its group of operations: `providerConfigs`. */
  name: string;
  /** The path of its list, without a leading slash: `provider-configs`. */
  path: string;
  /** Its name for people, in the plural: `Provider configs`. */
  title: string;
  about: string;
  /** The member `object` of its rows: `provider.config`. */
  object: string;
  /** The prefix of its ids: `pcf`. */
  prefix: string;
  /** The operations that it has. A key needs all scopes of one of the lists. */
  scopes: Readonly<Partial<Record<ResourceVerb, readonly (readonly string[])[]>>>;
  /** True when its list takes `search`. */
  searches: boolean;
  /** The related rows that its list embeds on request: `provider` for the row behind `provider_id`. */
  expands: readonly string[];
  filters: readonly Omit<OptionDescription, 'about'>[];
  /** The members of its rows, in the order of the answers. */
  members: readonly ResourceMember[];
  /** The members that an update takes. */
  writes: readonly string[];
}

/** A member of a row. `time` is a time of RFC 3339, `id` the id of a row, `row` an embedded row. */
export interface ResourceMember {
  name: string;
  kind: ValueKind | 'time' | 'id' | 'row';
  /** The possible words. */
  words?: readonly string[];
}
