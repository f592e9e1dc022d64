/** The words of the review before a write. */
export const reviewWords = {
  checking: 'The server tries the change, without making it.',
  clean: 'The server accepts the change. No other row is touched.',
  touches: (count: number) =>
    count === 1 ? 'The change touches 1 other row:' : `The change touches ${count} other rows:`,
  stale:
    'These secrets go stale. They are not revealed and not tested, until they are sent again or confirmed:',
  because: (members: string) => `because ${members} changes`,
  ofConfig: 'in',
  outdated:
    'Somebody else has changed the row meanwhile. The change was tried again on the row as it is now.',
  refused: 'The server refuses the change',
  blocks: 'These rows block it:',
  force: 'Do it anyway, and mark these rows invalid',
  staleHint: 'A key that may reveal secrets can confirm the new addresses.',
} as const;
