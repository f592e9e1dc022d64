import type { Quota } from '@berth/domain';

/**
 * What an answer says of the limit of its key (draft-ietf-httpapi-ratelimit-headers): in `RateLimit-Policy` the
 * quota and the seconds of its window, in `RateLimit` what remains of it and the seconds to the next one.
 */
export const rateLimitHeaders = ({ limit, remaining, secondsLeft }: Quota): Record<string, string> => ({
  'RateLimit-Policy': `"default";q=${limit.requests};w=${limit.seconds}`,
  RateLimit: `"default";r=${remaining};t=${secondsLeft}`,
});
