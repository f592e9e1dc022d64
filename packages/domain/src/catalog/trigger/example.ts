import type { Example } from '@berth/resource';
import { providerBody } from '../example-provider.ts';

export const triggerExample: Example = async ({ create, get }) => {
  const { current_version } = await create('providers', providerBody());
  const { items } = await get(
    `provider-triggers?provider_version_id=${(current_version as { id: string }).id}`,
  );
  return (items as { id: string }[])[0]?.id ?? '';
};
