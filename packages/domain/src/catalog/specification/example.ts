import type { Example } from '@berth/resource';
import { createSpecification, shippedVersion } from '../example-provider.ts';

export const specificationExample: Example = async (api) => (await createSpecification(api)).id;

export const shippedSpecification: Example = async ({ get }) => (await shippedVersion(get)).specification_id;
