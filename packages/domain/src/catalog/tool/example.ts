import type { Example } from '@berth/resource';
import { createSpecification } from '../specification/example.ts';

export const toolExample: Example = async (api) => (await createSpecification(api)).tools[0]?.id ?? '';
