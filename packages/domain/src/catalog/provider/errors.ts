import { errorTexts } from '@berth/kernel';

export const providerErrors = errorTexts({
  shipped: {
    code: 'forbidden',
    message: 'This provider is not of the instance of this key, so it cannot be changed.',
    hint: 'Create a provider of your own with POST /providers.',
  },
});
