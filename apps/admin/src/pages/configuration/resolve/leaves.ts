import type { ProviderConfigValue } from '@berth/client';
import { valueAt } from '../../../json/pointer.ts';

export interface ResolvedLeaf {
  path: string;
  from: 'own' | 'vault' | 'schema_default';
  vaultId: string | null;
  revision: number | null;
  hidden: boolean;
  /** The value as text: a string as it is, anything else as JSON; null when it is hidden. */
  text: string | null;
}

/** Lists the leaves of a resolved value in the order of their paths, with their source. */
export const leavesOf = ({ value, hidden, provenance }: ProviderConfigValue): ResolvedLeaf[] => {
  const secret = new Set(hidden);
  return provenance.map(({ path, from, vault_id, revision }) => ({
    path,
    from,
    vaultId: vault_id ?? null,
    revision: revision ?? null,
    hidden: secret.has(path),
    text: secret.has(path) ? null : textOf(valueAt(value, path)),
  }));
};

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
