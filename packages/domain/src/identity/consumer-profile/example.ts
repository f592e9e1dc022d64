import type { Example } from '@berth/resource';

/** Creates a consumer, and with it the profile. */
export const consumerProfileExample: Example = async ({ create, get }) => {
  const { id } = await create('consumers', { name: 'Ada Lovelace', email: 'ada@acme.test' });
  const { items } = await get(`consumers/${id}/profiles`);
  return (items as { id: string }[])[0]?.id ?? '';
};
