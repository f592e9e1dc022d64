import { errorTexts } from '@berth/kernel';

export const instanceErrors = errorTexts({
  ownKey: {
    code: 'conflict',
    message: 'An instance cannot be archived with one of its own keys.',
    hint: 'Archive it with a key of another instance that may write instances.',
  },
  liveRows: {
    code: 'conflict',
    message: 'This instance has live rows.',
    hint: 'Archive them first, or add force=true to stop them with the instance.',
  },
});
