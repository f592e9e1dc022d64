import type { Example } from '@berth/resource';
import { ownProvider, providerBody } from '../example-provider.ts';

export const providerExample: Example = async ({ create }) => (await create('providers', providerBody())).id;

export const shownProvider: Example = async ({ create }) => (await create('providers', ownProvider())).id;
