import { problemTexts } from '@berth/kernel';

export const shelfProblems = problemTexts({
  unknown: {
    code: 'unknown',
    message: 'There is no such {noun}: send an object with slug, name and description to make it.',
  },
  shipped: {
    code: 'taken',
    message: 'Is the slug of a shipped {noun}: name that one by its slug alone, or take another.',
  },
});
