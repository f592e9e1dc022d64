import type { Example } from '@berth/resource';
import { createSpecification } from '../specification/example.ts';

export const authMethodExample: Example = async (api) =>
  (await createSpecification(api)).auth_methods[0]?.id ?? '';
