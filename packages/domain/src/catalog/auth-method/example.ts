import type { Example } from '@berth/resource';
import { createSpecification, shippedPart } from '../example-provider.ts';

export const authMethodExample: Example = async (api) =>
  (await createSpecification(api)).auth_methods[0]?.id ?? '';

export const shippedAuthMethod: Example = ({ get }) => shippedPart(get, 'provider-auth-methods');
