import type { Page } from '@berth/kernel';
import { BACKWARDS } from './list-text.ts';

/**
 * Makes the list envelope of the contract.
 * @param backwards true for a page that ends before a row: it grows towards the beginning of the list.
 */
export const listEnvelope = (page: Page<unknown>, backwards = false) => ({
  object: 'list' as const,
  items: page.items,
  pagination: { has_more_before: page.hasMoreBefore, has_more_after: page.hasMoreAfter },
  [BACKWARDS]: backwards,
});
