import type { Example } from '@berth/resource';
import { providerBody, providerValue } from '../../catalog/provider/index.ts';

export const configVaultExample: Example = async ({ create }) => {
  const provider = await create('providers', providerBody());
  const body = { provider_id: provider.id, name: 'Production credentials', value: providerValue };
  return (await create('provider-config-vaults', body)).id;
};
