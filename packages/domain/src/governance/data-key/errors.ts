import { errorTexts } from '@berth/kernel';

export const dataKeyErrors = errorTexts({
  erasing: {
    code: 'conflict',
    message: 'The values of this instance are being destroyed.',
    hint: 'Wait until GET /instances/:id shows erased_at, or ask for the erasure again.',
  },
});
