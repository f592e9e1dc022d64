import type { Example } from '@berth/resource';

export const apiKeyExample: Example = async ({ create }) =>
  (await create('api-keys', { name: 'Deploy robot', scopes: ['reader', 'provider-configs:write'] })).id;
