import { invalidData, invalidMember } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { isAddressBlock } from '../address-list.ts';
import type { ApiKeyRow } from './table.ts';

const LAST_YEAR = 9999;

/** What limits a key. What the caller has not sent is not there. */
export interface Limits {
  expires_at?: string | null;
  allowed_ips?: string[] | null;
}

/** The limits as they are stored. @throws DomainError `invalid_data` for an end that is not ahead, and for what is no address or block. */
export function readLimits(ctx: Context, { expires_at, allowed_ips }: Limits): Limits {
  return {
    ...(expires_at === undefined ? {} : { expires_at: expires_at && readEnd(ctx, expires_at) }),
    ...(allowed_ips === undefined ? {} : { allowed_ips: allowed_ips && readBlocks(allowed_ips) }),
  };
}

export const isExpired = (key: Pick<ApiKeyRow, 'expires_at'>, now: Date): boolean =>
  key.expires_at !== null && Date.parse(key.expires_at) <= now.getTime();

function readEnd({ now }: Context, text: string): string {
  const end = new Date(text);
  if (end.getTime() > now.getTime() && end.getUTCFullYear() <= LAST_YEAR) return end.toISOString();
  throw invalidMember(['expires_at'], 'invalid_date', 'Invalid input, expected a time in the future');
}

function readBlocks(texts: string[]): string[] {
  const problems = texts.flatMap((text, index) =>
    isAddressBlock(text)
      ? []
      : [
          {
            code: 'invalid_string',
            message: 'Invalid input, expected an IPv4 or IPv6 address or CIDR block',
            path: ['allowed_ips', String(index)],
          },
        ],
  );
  if (problems.length > 0) throw invalidData(problems);
  return [...new Set(texts)];
}
