import type { Example } from '@berth/resource';
import { listedExample } from '../example-provider.ts';

/** Lists a provider in a category of its own. */
export const categoryExample: Example = async (api) => (await listedExample(api)).categories[0]?.id ?? '';

export const shippedCategory: Example = async ({ get }) => (await get('provider-categories/ai-models')).id;
