import type { Example } from '@berth/resource';
import { createSpecification } from '../example-provider.ts';

export const specificationExample: Example = async (api) => (await createSpecification(api)).id;
