import { problemTexts } from '@berth/kernel';

/** The problems that this face finds itself, in a query or in the form of a body. */
export const informerProblems = problemTexts({
  notObject: { code: 'invalid_type', message: 'The body must be a JSON object.' },
  unknown: { code: 'unknown', message: 'Is not allowed: it is no member here.' },
  repeated: { code: 'invalid', message: 'Must be given once.' },
  notText: { code: 'invalid', message: 'Must not hold NUL.' },
  integer: { code: 'invalid', message: 'Must be an integer from {min} to {max}.' },
  flag: { code: 'invalid', message: 'Must be true or false.' },
  otherCredential: {
    code: 'read_only',
    message: 'Is shown for a credential of type {type}: leave it out to send one of another type.',
  },
  sort: { code: 'invalid', message: 'Must be one of {fields}, or one with - before it.' },
});
