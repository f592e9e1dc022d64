import type { Example } from '@berth/resource';
import { providerBody } from '../provider/example.ts';

export const providerVersionExample: Example = async ({ create }) => {
  const provider = await create('providers', providerBody());
  return (provider.current_version as { id: string }).id;
};
