import { problemTexts } from '@berth/kernel';

export const specificationProblems = problemTexts({
  duplicate: { code: 'duplicate', message: 'Is used twice: each key must be unique in its list.' },
});
