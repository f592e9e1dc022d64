import type { Example } from '@berth/resource';

export const groupExample: Example = async ({ create }) =>
  (await create('provider-groups', { name: 'Parcels', description: 'Services that move parcels.' })).id;
