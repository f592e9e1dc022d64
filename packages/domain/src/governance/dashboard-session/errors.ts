import { errorTexts } from '@berth/kernel';

export const dashboardErrors = errorTexts({
  publishable: {
    code: 'forbidden',
    reason: 'publishable_key',
    message: 'A publishable key cannot sign in to the dashboard.',
    hint: 'Sign in with a secret key of the instance.',
  },
  noSession: {
    code: 'unauthorized',
    reason: 'no_session',
    message: 'Nobody is signed in to the dashboard in this browser.',
    hint: 'Sign in with an API key.',
  },
  sessionEnded: {
    code: 'unauthorized',
    reason: 'session_ended',
    message: 'The session of the dashboard has ended.',
    hint: 'Sign in again with an API key.',
  },
});
