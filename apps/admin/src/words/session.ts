/** The words of signing in and out. */
export const sessionWords = {
  title: 'Sign in to Berth',
  about: 'The key is exchanged for a session of this browser, and kept nowhere.',
  key: 'API key',
  keyHint: 'A secret key of the instance: berth_sk_…',
  signIn: 'Sign in',
  signOut: 'Sign out',
  ended: 'Your session has ended',
  endedAbout: 'Sign in again to go on. Nothing on the page is lost.',
  otherInstance: 'That key belongs to another instance. The page is loaded again for it.',
  unreachable: 'The server cannot be reached. Try again when it is back.',
  unread: (status: number) => `The server could not tell who is signed in: it answered ${status}.`,
  unreadTitle: 'The dashboard could not start',
  notSignedOut: 'You are still signed in: the server did not end the session. Try again.',
  production: 'Production',
  keyOf: (name: string) => `Key ${name}`,
  expires: 'Session ends',
} as const;
