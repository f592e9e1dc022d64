import { errorTexts } from '@berth/kernel';

export const secretsErrors = errorTexts({
  keyMissing: {
    code: 'unavailable',
    message: 'The master key {id} is missing.',
    hint: 'The operator of the server gives it back in BERTH_MASTER_KEY, or in Transit.',
  },
  serviceFails: {
    code: 'unavailable',
    message: 'The key service does not answer as it should.',
    hint: 'Send the request again later.',
  },
});
