import type { Example } from '@berth/resource';

export const instanceExample: Example = async ({ create }) =>
  (await create('instances', { name: 'Staging', type: 'development' })).id;
