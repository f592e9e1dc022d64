import type { Example } from '@berth/resource';
import { createSpecification } from '../example-provider.ts';

export const authMethodExample: Example = async (api) =>
  (await createSpecification(api)).auth_methods[0]?.id ?? '';
