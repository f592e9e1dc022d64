/** The words of instances, jobs and encryption. */
export const instanceWords = {
  create: 'Create an instance',
  createAbout:
    'The rows and keys of an instance are apart from those of all others. Its first key is shown once.',
  name: 'Name',
  slug: 'Slug',
  slugHint: 'Leave it empty to make one from the name.',
  type: 'Kind',
  typeHint: 'A production instance is marked on every page. It cannot be changed later.',
  types: { development: 'Development', production: 'Production' },
  settings: 'Settings',
  setupPage: 'Dashboard and setup pages',
  color: 'Colour',
  colorHint: 'Marks the instance in the dashboard, and the buttons of its setup pages.',
  usualColor: 'Usual colour',
  title: 'Title of setup pages',
  titleHint: 'Leave it empty for the name of the instance.',
  redirects: 'Allowed redirect addresses',
  redirectsHint: 'Where a finished setup page may go: whole addresses, one a line.',
  origins: 'Allowed origins of frames',
  originsHint: 'Pages that may show a setup page in a frame: https://app.example.com, one a line.',
  preconditions: 'Require If-Match on every change',
  secretAge: 'Days that a secret may be in use',
  secretAgeHint: 'Home and the filter “Secrets outdated” find older ones. Empty for any age.',
  saved: 'The settings are saved',
  lacksArchive: 'The instance is archived.',
  conflict: 'Another writer has changed the instance',
  conflictHint: 'Your inputs are kept. Save once more to write the members that you changed over theirs.',
} as const;

export const jobWords = {
  progress: 'Progress',
  of: (done: number, total: number | null) => (total === null ? `${done} done` : `${done} of ${total}`),
  attempts: (count: number) =>
    count === 1 ? '1 attempt at the next step' : `${count} attempts at the next step`,
  nextAt: 'Next attempt',
  error: 'Last error',
  errorHint: 'The log holds the cause, under the id of the job.',
  cannotRetry: 'The API has no retry: start the work again where it was started.',
  startAgain: 'Go to Encryption',
} as const;

export const encryptionWords = {
  about:
    'Each instance seals its values with data keys, and the master key of the server wraps those. A rotation runs as a job, while everything goes on.',
  loadFailed: 'The keys could not be loaded',
  refused: 'The key may not read the state of encryption',
  masterKeys: 'Master keys of the installation',
  dataKeys: 'Data keys of this instance',
  masterTable: 'Table of master keys',
  dataTable: 'Table of data keys',
  id: 'Id',
  state: 'State',
  active: 'active',
  needed: 'still needed',
  unneeded: 'not needed any more',
  wraps: 'Keys it wraps',
  version: 'Version',
  masterKey: 'Master key',
  created: 'Created',
  opens: 'opens older values',
  rotate: 'Rotate',
  titles: { master: 'Wrap all keys again?', data: 'Rotate the data key?' },
  abouts: {
    master:
      'Wraps every stored key of the installation under the active master key. Then the older master keys are not needed any more.',
    data: 'Gives this instance a new data key, seals all its values again and recomputes their digests.',
  },
  started: 'The rotation has begun',
  rotations: 'Rotations',
  noRotations: 'No key was rotated yet.',
} as const;
