import type { Example } from '@berth/resource';
import { providerBody } from '../example-provider.ts';

export const publisherExample: Example = async ({ create }) => {
  const provider = await create('providers', providerBody());
  return (provider.publisher as { id: string }).id;
};

export const shippedPublisher: Example = async ({ get }) =>
  ((await get('providers/openai')).publisher as { id: string }).id;
