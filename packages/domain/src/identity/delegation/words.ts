export const DENIED_REASONS = [
  'request_denied',
  'sub_delegation_depth_exceeded',
  'sub_delegation_denied',
] as const;
export type DeniedReason = (typeof DENIED_REASONS)[number];

export const ATTESTATIONS = ['api', 'request_approval', 'covered_by_previously_approved_delegation'] as const;
export type Attestation = (typeof ATTESTATIONS)[number];

/** The statuses that are stored. `expired` follows from the times. */
export const STATUSES = ['waiting_for_consent', 'denied', 'active', 'revoked'] as const;
export type Status = (typeof STATUSES)[number];
