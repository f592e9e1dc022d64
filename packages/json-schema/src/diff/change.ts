import type { Pointer } from '../json/pointer.ts';

/**
 * The severities of a change, the gravest first. `breaking`: a value that fitted does not fit any more; it has a
 * witness. `unknown`: neither a witness nor a proof was found. `risky`: a break of values with members that the earlier
 * schema did not describe, or a change of what happens to values that fit. `safe`: proven to refuse no value that
 * fitted.
 */
export const SEVERITIES = ['breaking', 'unknown', 'risky', 'safe'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** The kinds of change. */
export const CHANGE_KINDS = [
  ...(['bounds_loosened', 'bounds_tightened', 'branch_added', 'branch_removed'] as const),
  ...(['condition_added', 'condition_removed', 'default_changed', 'described_otherwise'] as const),
  ...(['destination_added', 'destination_removed', 'enum_grown', 'enum_shrunk'] as const),
  ...(['format_loosened', 'format_tightened', 'pattern_loosened', 'pattern_tightened'] as const),
  ...(['properties_closed', 'properties_opened', 'property_added', 'property_removed'] as const),
  ...(['required_added', 'required_removed', 'secret_added', 'secret_removed', 'too_large'] as const),
  ...(['type_narrowed', 'type_widened'] as const),
] as const;

export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** One change between two schemas. `path` points into the value; `*` stands for any item or member. */
export interface Change {
  readonly path: Pointer;
  readonly kind: ChangeKind;
  readonly severity: Severity;
  readonly before?: unknown;
  readonly after?: unknown;
  /** A value of the whole schema that fits the earlier one and not the later one. */
  readonly witness?: unknown;
}
