import type { Example } from '@berth/resource';
import { ownProvider, providerBody } from '../example-provider.ts';

/**
 * Publishes a second version of a provider, because the first one is created with the provider and would have another
 * form, and makes the first one current again, because the current one cannot be archived.
 */
export const providerVersionExample: Example = async ({ create, update }) => {
  const body = providerBody();
  const provider = await create('providers', body);
  const version = await create('provider-versions', {
    ...body.version,
    provider_id: provider.id,
    version: '1.1.0',
    config_visibility: 'encrypted',
  });
  await update(`provider-versions/${currentOf(provider)}`, { is_current: true });
  return version.id;
};

export const shownProviderVersion: Example = async ({ create, update }) => {
  const { version, ...own } = ownProvider();
  const provider = await create('providers', { ...own, version });
  const next = { provider_id: provider.id, ...version, version: '1.1.0' };
  const { id } = await create('provider-versions', next);
  await update(`provider-versions/${currentOf(provider)}`, { is_current: true });
  return id;
};

const currentOf = (provider: Record<string, unknown>): string =>
  (provider.current_version as { id: string }).id;
