import { errorTexts } from '@berth/kernel';

export const installationErrors = errorTexts({
  noInstance: {
    code: 'not_found',
    message: 'There is no instance yet: start Berth once.',
  },
});
