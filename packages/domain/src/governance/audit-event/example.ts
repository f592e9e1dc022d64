import type { Example } from '@berth/resource';

/** The event of a key that was made. */
export const auditEventExample: Example = async ({ create, get }) => {
  const key = await create('api-keys', { name: 'Deploy robot', scopes: ['reader'] });
  const { items } = await get(`audit-events?resource_id=${key.id}`);
  return (items as { id: string }[])[0]?.id ?? '';
};
