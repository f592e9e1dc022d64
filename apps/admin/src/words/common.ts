const MOST_NAMED = 3;

/** The words that several pages share. */
export const common = {
  picture: 'Picture',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'The browser does not let the page copy. Select the text, and copy it by hand.',
  retry: 'Try again',
  archive: 'Archive',
  unarchive: 'Unarchive',
  edit: 'Edit',
  yes: 'Yes',
  no: 'No',
  inexact: (number: string) => `${number} has more digits than JSON can hold exactly.`,
  repeated: (line: number, name: string) => `Line ${line}: the object has the name ${name} already.`,
  jsonProblems: { syntax: 'This is not JSON yet.', deep: 'This is nested too deeply.' },
  none: '—',
  /** The language of dates and spans of time. */
  language: 'en',
  soon: 'in a moment',
  justNow: 'just now',
  isArchived: 'An archived row cannot be changed.',
  requestId: (id: string) => `Request ${id}`,
  lacksScope: (key: string, scopes: readonly string[]) =>
    scopes.length > MOST_NAMED
      ? `The key ${key} lacks ${scopes[0]} and ${scopes.length - 1} more scopes.`
      : `The key ${key} lacks ${scopes.join(' and ')}.`,
  noAnswer: 'The server did not answer in time.',
  failed: 'This did not work',
  notFound: 'There is no such page',
  notFoundHint: 'The address may be cut, or the row belongs to another instance.',
  home: 'Home',
} as const;
