import type { Example } from '@berth/resource';

export const consumerExample: Example = async ({ create }) =>
  (await create('consumers', { name: 'Ada Lovelace', email: 'ada@acme.test' })).id;
