import { errorTexts } from '@berth/kernel';

export const idempotencyErrors = errorTexts({
  inUse: {
    code: 'conflict',
    reason: 'idempotency_key_in_use',
    message: 'A request with this Idempotency-Key is under way.',
    hint: 'Send it again when the first one has been answered.',
  },
  reused: {
    code: 'idempotency_key_reused',
    message: 'This Idempotency-Key was used for another request.',
    hint: 'Take a new one for each request, and the same one only to send it again with the same API key.',
  },
});
