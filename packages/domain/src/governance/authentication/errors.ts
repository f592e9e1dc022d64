import { errorTexts } from '@berth/kernel';

export const authenticationErrors = errorTexts({
  unknown: {
    code: 'unauthorized',
    message: 'This server has no key with this token.',
    hint: 'Look at the address of the server, and copy the token again.',
  },
  damaged: {
    code: 'unauthorized',
    message: 'The token of the key was cut or mistyped: its checksum does not fit.',
    hint: 'Copy the whole token again.',
  },
  revoked: { code: 'unauthorized', message: 'The key is revoked.', hint: 'Use another key of the instance.' },
  expired: {
    code: 'unauthorized',
    message: 'The key has expired.',
    hint: 'Use another key of the instance, or rotate this one with a later end.',
  },
  replaced: {
    code: 'unauthorized',
    message: 'The key was rotated, and this secret of it has ended.',
    hint: 'Use the newest secret of the key.',
  },
  narrowed: {
    code: 'forbidden',
    message: 'The key has lost rights while this request was under way.',
    hint: 'Send the request again: it gets the answer for the key as it is now.',
  },
  instanceArchived: {
    code: 'unauthorized',
    message: 'The instance of this key is archived.',
    hint: 'Use a key of another instance.',
  },
});
