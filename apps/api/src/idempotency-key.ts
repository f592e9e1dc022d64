import { DomainError } from '@berth/kernel';

const QUOTED = /^"(.*)"$/;
const KEY = /^[\x20-\x7e]{1,255}$/;

/**
 * The key of the header `Idempotency-Key`, in quotes (draft-ietf-httpapi-idempotency-key-header §2.1) or without; null
 * when there is none. @throws DomainError `bad_request`.
 */
export function readIdempotencyKey(header: string | undefined): string | null {
  if (header === undefined) return null;
  const key = header.trim().replace(QUOTED, '$1');
  if (KEY.test(key)) return key;
  throw new DomainError('bad_request', 'Idempotency-Key must be 1 to 255 printable ASCII characters.');
}
