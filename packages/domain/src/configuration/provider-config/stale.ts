import { parsePointer } from '@berth/json-schema';
import { DomainError } from '@berth/kernel';
import { providerConfigEntity } from '../tables/provider-config.ts';
import { staleSecrets, type Terms } from '../value/index.ts';
import type { StoredValue } from './stored-value.ts';

/**
 * Refuses secrets that were sent for other destinations than the value now has, unless somebody who may see them has
 * confirmed these. Whoever may edit an address could otherwise have them sent there.
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
