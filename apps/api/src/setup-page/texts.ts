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
  broken: 'Must be JSON, with numbers that can be kept exactly.',
  pickMethod: 'Must be one of the list.',
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
