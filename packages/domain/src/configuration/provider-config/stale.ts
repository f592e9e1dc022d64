import { parsePointer } from '@berth/json-schema';
import { DomainError } from '@berth/kernel';
import { providerConfigEntity } from '../tables/provider-config.ts';
import { staleSecrets, type Terms } from '../value/index.ts';
import type { StoredValue } from './stored-value.ts';

/**
 * Refuses to reveal secrets that were sent for other destinations than the value now has, unless a key that may see
 * them has confirmed the new ones. Otherwise an editor of an address could redirect the secrets to it.
 * @throws DomainError `secrets_stale`.
 */
export function refuseStale(terms: Terms, stored: StoredValue): void {
  const stale = staleSecrets(terms, stored);
  if (stale.length === 0) return;
  throw new DomainError('secrets_stale', 'An address has changed since these secrets were sent.', {
    entity: providerConfigEntity.name,
    id: stored.config.id,
    errors: stale.map((pointer) => ({
      code: 'stale',
      message: 'Was sent for another address',
      path: ['value', ...(parsePointer(pointer) ?? [])],
    })),
    hint: 'Send the secrets again, or let a key that may reveal them confirm the new address (confirm-secrets).',
  });
}
