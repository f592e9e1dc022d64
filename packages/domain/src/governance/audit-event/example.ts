import type { Example } from '@berth/resource';

/** Gets the event of a new key. */
export const auditEventExample: Example = async ({ create, get }) => {
  const key = await create('api-keys', { name: 'Deploy robot', scopes: ['reader'] });
  const { items } = await get(`audit-events?resource_id=${key.id}`);
  return (items as { id: string }[])[0]?.id ?? '';
};
