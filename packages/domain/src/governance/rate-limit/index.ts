export { createRateLimiter, type Quota, type RateLimiter, type RatePolicy } from './limiter.ts';
export type { RateLimit } from './window.ts';
