/** The words of the page of a row. */
export const detailWords = {
  tabs: 'Parts of the page',
  overview: 'Overview',
  members: 'Members',
  whereUsed: 'Where used',
  unused: 'No other row uses this one.',
  events: 'Audit events',
  noEvents: 'There is no event of this row.',
  allEvents: 'All events of this row',
  copyAs: 'Copy as',
  curl: 'curl',
  typescript: 'TypeScript',
  cli: 'berth command',
  id: 'Copy the id',
  loadFailed: 'The row could not be loaded',
  usedBy: (count: number) => (count === 1 ? '1 row uses it:' : `${count} rows use it:`),
  archiveAnyway: 'Archive it all the same',
  unarchived: (name: string) => `${name} is active again`,
  editTitle: (name: string) => `Edit ${name}`,
  saved: 'Saved',
  metadata: 'Metadata, a JSON object',
  notJson: 'This is no JSON object.',
  conflict: 'Another writer has changed the row',
  conflictHint:
    'The row was loaded again. Cancel to look at it, or save once more to put your changes over it.',
} as const;

/** The words for ending a row. */
export interface EndWords {
  action: string;
  title: (name: string) => string;
  about: string;
  done: (name: string) => string;
  titleMany: (count: number) => string;
  doneMany: (count: number) => string;
}

const rows = (count: number): string => (count === 1 ? '1 row' : `${count} rows`);

const archiving: EndWords = {
  action: 'Archive',
  title: (name) => `Archive ${name}?`,
  about: 'The row stays readable, and can be unarchived where the API allows it.',
  done: (name) => `${name} is archived`,
  titleMany: (count) => `Archive ${rows(count)}?`,
  doneMany: (count) => `${rows(count)} archived`,
};

const revoking: EndWords = {
  action: 'Revoke',
  title: (name) => `Revoke ${name}?`,
  about: 'The key and its sessions stop at once, and cannot be restored. The row stays readable.',
  done: (name) => `${name} is revoked`,
  titleMany: (count) => `Revoke ${rows(count)}?`,
  doneMany: (count) => `${rows(count)} revoked`,
};

/** Returns the words for ending a row of a list, which mean the same verb of the API. */
export const endWords = (path: string): EndWords => (path === 'api-keys' ? revoking : archiving);
