import { OAUTH_FAILURES } from '../oauth/index.ts';

/** The reasons why a use of credentials failed: to get tokens, or in a test that was answered with 401 or 403. */
export const HEALTH_REASONS = [...OAUTH_FAILURES, 'forbidden', 'unauthorized'] as const;
export type HealthReason = (typeof HEALTH_REASONS)[number];
