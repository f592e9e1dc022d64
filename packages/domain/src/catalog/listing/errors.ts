import { errorTexts } from '@berth/kernel';

export const listingErrors = errorTexts({
  shipped: {
    code: 'forbidden',
    message: 'This listing is of the shipped catalogue, so it cannot be changed.',
    hint: 'Create a provider of your own with POST /providers, and change its listing.',
  },
});
