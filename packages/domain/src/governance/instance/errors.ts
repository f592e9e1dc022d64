import { errorTexts, problemTexts } from '@berth/kernel';

export const instanceErrors = errorTexts({
  ownKey: {
    code: 'conflict',
    message: 'An instance cannot be archived with one of its own keys.',
    hint: 'Archive it with a key of another instance that may write instances.',
  },
  notErasable: {
    code: 'conflict',
    message: 'The values of this instance are destroyed already.',
  },
  liveRows: {
    code: 'conflict',
    message: 'This instance has live rows.',
    hint: 'Archive them first, or add force=true to stop them with the instance.',
  },
});

export const instanceProblems = problemTexts({
  notTheName: { code: 'not_the_name', message: 'Must be the name of the instance, letter by letter.' },
});
