import type { Page } from '@berth/kernel';

/** Makes the list envelope of the contract. */
export const listEnvelope = (page: Page<unknown>) => ({
  object: 'list' as const,
  items: page.items,
  pagination: { has_more_before: page.hasMoreBefore, has_more_after: page.hasMoreAfter },
});
