import { floorInstant, invalidData, invalidMember, readInstant } from '@berth/kernel';
import { type Context, keyOf } from '@berth/resource';
import { eq } from 'drizzle-orm';
import { areWithin, isAddressBlock } from '../address-list.ts';
import { keyErrors, keyProblems } from './errors.ts';
import { type ApiKeyRow, apiKeys } from './table.ts';

/** The limits of a key; absent members were not sent. */
export interface Limits {
  expires_at?: string | null;
  allowed_ips?: string[] | null;
}

/**
 * Reads the limits into their stored form.
 * @throws DomainError `invalid_data` for an end that is not in the future, or an invalid address or block.
 */
export function readLimits(ctx: Context, { expires_at, allowed_ips }: Limits): Limits {
  return {
    ...(expires_at === undefined ? {} : { expires_at: expires_at && readEnd(ctx, expires_at) }),
    ...(allowed_ips === undefined ? {} : { allowed_ips: allowed_ips && readBlocks(allowed_ips) }),
  };
}

/** Reads the limits of the request's key. */
export async function ownLimits({ db, actor }: Context): Promise<Limits> {
  const { expires_at, allowed_ips } = apiKeys;
  const [own] = await db.select({ expires_at, allowed_ips }).from(apiKeys).where(eq(apiKeys.id, actor.keyId));
  if (!own) throw new Error(`There is no key ${actor.keyId}`);
  return own;
}

/**
 * Refuses to give another key wider limits than the caller's: a later end, or other addresses. The caller could go on
 * with that key.
 * @throws DomainError `forbidden`.
 */
export async function refuseWider(ctx: Context, { expires_at, allowed_ips }: Limits): Promise<void> {
  const own = await ownLimits(ctx);
  const isLater = (end: string) => expires_at === null || (expires_at !== undefined && expires_at > end);
  if (own.expires_at && isLater(own.expires_at)) {
    throw keyErrors.endsLater({ key: keyOf(ctx), end: own.expires_at });
  }
  const isBeyond = (blocks: string[]) =>
    allowed_ips === null || (allowed_ips !== undefined && !areWithin(allowed_ips, blocks));
  if (own.allowed_ips && isBeyond(own.allowed_ips)) throw keyErrors.reachesFurther({ key: keyOf(ctx) });
}

/** True for a key that has expired. */
export const isExpired = (key: Pick<ApiKeyRow, 'expires_at'>, now: Date): boolean =>
  key.expires_at !== null && Date.parse(key.expires_at) <= now.getTime();

function readEnd({ now }: Context, text: string): string {
  const end = readInstant(text);
  if (end !== null && end > now.getTime()) return floorInstant(end);
  throw invalidMember(keyProblems.notInFuture(['expires_at']));
}

function readBlocks(texts: string[]): string[] {
  const problems = texts.flatMap((text, index) =>
    isAddressBlock(text) ? [] : [keyProblems.notAddress(['allowed_ips', String(index)])],
  );
  if (problems.length > 0) throw invalidData(problems);
  return [...new Set(texts)];
}
