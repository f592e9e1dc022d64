import type { OAuthFailure } from '@berth/domain';

/** The words of the forms. */
export const formTexts = {
  pick: 'Choose one',
  choose: 'Choose…',
  none: 'None',
  ifPicked: 'For',
  yes: 'Yes',
  no: 'No',
  add: 'Add',
  remove: 'Remove',
  optional: '(optional)',
  again: 'Enter this again. Berth does not send secrets back.',
  problem: 'Problem',
  lines: 'One on each line.',
  json: 'Written as JSON.',
  method: 'How to sign in',
} as const;

/** The words around the forms. `{provider}` is the name of the provider. */
export const pageTexts = {
  connect: 'Connect {provider}',
  reconnect: 'Reconnect {provider}',
  credential: 'Credential',
  config: 'Settings',
  finish: 'Connect',
  summary: 'The form could not be saved',
  summaryHint: 'Correct these fields and send the form again.',
  changed: 'The form has changed since it was opened. Look through it and send it again.',
  nothing: 'Nothing needs to be filled in.',
  unsent: 'The form could not be sent. Check the connection, and try again.',
  broken: 'Must be JSON, with numbers that can be kept exactly.',
  pickMethod: 'Must be one of the list.',
  continue: 'Continue with {provider}',
  continueBy: 'Continue with {provider}: {method}',
  framed: 'The provider does not sign in inside of another page. Open this page in a window of its own.',
  chooseWay: 'Choose how to sign in.',
  onward: 'Go to {provider}',
  back: 'Back to the form',
  end: 'This page can be used until {time} UTC.',
} as const;

/** A page without a form: its title and its explanation. */
export interface Message {
  status: 200 | 400 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 500 | 503;
  title: string;
  text: string;
}

/** The pages that say why there is no form. */
export const messages = {
  done: { status: 200, title: 'Connected', text: 'The setup is complete. You can close this page.' },
  unknown: {
    status: 404,
    title: 'This link is not valid',
    text: 'Check that you opened the whole link, or ask for a new one.',
  },
  noCookie: {
    status: 403,
    title: 'Open the link again',
    text: 'This browser has not opened the link of this page, or does not accept cookies.',
  },
  completed: {
    status: 410,
    title: 'This setup is complete',
    text: 'The link works once. Ask for a new one to change something.',
  },
  expired: {
    status: 410,
    title: 'This link has expired',
    text: 'A link works for 30 minutes. Ask for a new one.',
  },
  failed: {
    status: 410,
    title: 'This setup has ended',
    text: 'The form was refused too many times. Ask for a new link.',
  },
  archived: { status: 410, title: 'This link was withdrawn', text: 'Ask for a new one.' },
  withdrawn: {
    status: 410,
    title: 'This link was withdrawn',
    text: 'The sender may no longer ask for this. Ask for a new one.',
  },
  elsewhere: {
    status: 403,
    title: 'This setup was begun in another browser',
    text: 'Go on there, or ask for a new link.',
  },
  foreign: {
    status: 403,
    title: 'This form was not sent from its page',
    text: 'Open the link again, and send the form from there.',
  },
  impossible: {
    status: 409,
    title: 'This setup cannot be finished',
    text: 'What it was made for has changed. Ask for a new link.',
  },
  leaving: {
    status: 200,
    title: 'One moment',
    text: 'You sign in on the page of the provider, and come back here.',
  },
  strange: {
    status: 403,
    title: 'This answer belongs to no sign-in',
    text: 'It was used before, or was not asked for here. Open your link again, and sign in from there.',
  },
  denied: {
    status: 400,
    title: 'Not connected',
    text: 'The provider was not allowed to connect. You can try again.',
  },
  noAnswer: {
    status: 400,
    title: 'Not connected',
    text: 'The provider cannot be reached, or has a problem of its own. Try again in a few minutes.',
  },
  misconfigured: {
    status: 400,
    title: 'Not connected',
    text: 'The provider does not accept the app that is registered there. Tell those who sent you the link.',
  },
  notGranted: {
    status: 400,
    title: 'Not connected',
    text: 'The provider gave no usable access. You can try again.',
  },
  otherIssuer: {
    status: 400,
    title: 'Not connected',
    text: 'The answer came from another provider than the one that you went to. Nothing was saved.',
  },
  tooLarge: { status: 413, title: 'This form is too large', text: 'Send less at once.' },
  noForm: { status: 415, title: 'This is no form', text: 'Send the form from its page.' },
  noPage: { status: 404, title: 'There is no such page', text: 'Open the link that you were given.' },
  wrongMethod: { status: 405, title: 'This page cannot do that', text: 'Open the link that you were given.' },
  busy: { status: 503, title: 'Not now', text: 'Wait a moment, and send the form again.' },
  failure: {
    status: 500,
    title: 'Something went wrong',
    text: 'Try again. If it stays like this, give the number {id} to those who run Berth.',
  },
} as const satisfies Record<string, Message>;

/** The page for each reason why a sign-in failed. No text of a provider is shown. */
export const failures: Readonly<Record<OAuthFailure, Message>> = {
  state_mismatch: messages.strange,
  issuer_mismatch: messages.otherIssuer,
  access_denied: messages.denied,
  consent_required: messages.denied,
  interaction_required: messages.denied,
  login_required: messages.denied,
  server_error: messages.noAnswer,
  temporarily_unavailable: messages.noAnswer,
  timed_out: messages.noAnswer,
  unreachable: messages.noAnswer,
  invalid_client: messages.misconfigured,
  invalid_request: messages.misconfigured,
  invalid_scope: messages.misconfigured,
  unauthorized_client: messages.misconfigured,
  unsupported_grant_type: messages.misconfigured,
  credentials_missing: messages.misconfigured,
  restricted_destination: messages.misconfigured,
  secrets_stale: messages.misconfigured,
  invalid_grant: messages.notGranted,
  refused: messages.notGranted,
  bad_answer: messages.notGranted,
  not_json: messages.notGranted,
  redirected: messages.notGranted,
  revoked: messages.notGranted,
  too_large: messages.notGranted,
  unsupported_token_type: messages.notGranted,
  value_refused: messages.notGranted,
};
