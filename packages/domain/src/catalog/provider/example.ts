import type { Example } from '@berth/resource';
import { providerBody } from '../example-provider.ts';

export const providerExample: Example = async ({ create }) => (await create('providers', providerBody())).id;
