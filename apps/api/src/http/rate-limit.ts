import type { Quota } from '@berth/domain';

/**
 * Makes the headers that tell the limit of a key (draft-ietf-httpapi-ratelimit-headers): `RateLimit-Policy` holds the
 * quota and the seconds of its window, `RateLimit` what remains and the seconds to the next window. Clients of Metorial
 * read the same from three headers with a number each.
 */
export const rateLimitHeaders = ({ limit, remaining, secondsLeft }: Quota): Record<string, string> => ({
  'RateLimit-Policy': `"default";q=${limit.requests};w=${limit.seconds}`,
  RateLimit: `"default";r=${remaining};t=${secondsLeft}`,
  'RateLimit-Limit': String(limit.requests),
  'RateLimit-Remaining': String(remaining),
  'RateLimit-Reset': String(secondsLeft),
});
