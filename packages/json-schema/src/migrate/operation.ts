/** The operations of a patch: those of JSON Patch (RFC 6902 §4), and `default`, `map` and `rename`. */
export const OPERATIONS = [
  ...(['add', 'copy', 'default', 'map', 'move', 'remove', 'rename', 'replace', 'test'] as const),
] as const;
export type OperationName = (typeof OPERATIONS)[number];

/** The limits of a patch, and of the work of applying patches to one value. */
export const PATCH_BUDGET = {
  operations: 100,
  /** Steps of one path. */
  steps: 128,
  /** Rows of the table of `map`. */
  rows: 1_000,
  /** Nodes visited, made or shifted, of about 0.5 µs each. A long text counts as more. */
  work: 200_000,
} as const;

/** Stands for any name or index in a path. */
export const ANY = '*';

type Path = readonly string[];

/** An operation that was read. Paths are segments without escapes. */
export type Operation =
  | Setting
  | { readonly op: 'test'; readonly path: Path; readonly value: unknown }
  | { readonly op: 'replace'; readonly path: Path; readonly value: unknown; readonly ifPresent: boolean }
  | { readonly op: 'remove'; readonly path: Path; readonly ifPresent: boolean }
  | Relocation
  | {
      readonly op: 'map';
      readonly path: Path;
      /** New values by the canonical JSON of the old ones. */
      readonly table: ReadonlyMap<string, unknown>;
      readonly fallback: { readonly value: unknown } | null;
    };

/** An operation that sets a place. */
export interface Setting {
  readonly op: 'add' | 'default';
  readonly path: Path;
  readonly value: unknown;
}

/** An operation that takes content from one place to another. */
export interface Relocation {
  readonly op: 'copy' | 'move' | 'rename';
  readonly from: Path;
  readonly path: Path;
  readonly ifPresent: boolean;
}

export const isRelocation = (operation: Operation): operation is Relocation =>
  operation.op === 'copy' || operation.op === 'move' || operation.op === 'rename';

/** Lists the values that an operation writes, with the path of each. */
export function literalsOf(operation: Operation): unknown[] {
  switch (operation.op) {
    case 'add':
    case 'default':
    case 'replace':
      return [operation.value];
    case 'map':
      return [...operation.table.values(), ...(operation.fallback ? [operation.fallback.value] : [])];
    default:
      return [];
  }
}
