import { errorTexts } from '@berth/kernel';

export const jobErrors = errorTexts({
  lost: { code: 'unavailable', message: 'The process ended during the step, again and again.' },
});
