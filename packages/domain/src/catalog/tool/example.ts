import type { Example } from '@berth/resource';
import { createSpecification, shippedPart } from '../example-provider.ts';

export const toolExample: Example = async (api) => (await createSpecification(api)).tools[0]?.id ?? '';

export const shippedTool: Example = ({ get }) => shippedPart(get, 'provider-tools');
