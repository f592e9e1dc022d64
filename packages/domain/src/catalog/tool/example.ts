import type { Example } from '@berth/resource';
import { createSpecification } from '../example-provider.ts';

export const toolExample: Example = async (api) => (await createSpecification(api)).tools[0]?.id ?? '';
