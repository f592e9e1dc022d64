import type { Example } from '@berth/resource';
import { providerBody } from '../example-provider.ts';

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
