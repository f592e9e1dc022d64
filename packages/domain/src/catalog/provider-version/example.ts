import type { Example } from '@berth/resource';
import { ownProvider, providerBody } from '../example-provider.ts';

/** Publishes a second version of a provider, because the first one is created with the provider. */
export const providerVersionExample: Example = async ({ create }) => {
  const body = providerBody();
  const provider = await create('providers', body);
  const version = await create('provider-versions', {
    ...body.version,
    provider_id: provider.id,
    version: '1.1.0',
    config_visibility: 'encrypted',
  });
  return version.id;
};

export const shownProviderVersion: Example = async ({ create }) => {
  const { version, ...provider } = ownProvider();
  const { id: provider_id } = await create('providers', { ...provider, version });
  return (await create('provider-versions', { provider_id, ...version, version: '1.1.0' })).id;
};
