import { problemTexts } from '@berth/kernel';

export const triggerProblems = problemTexts({
  intervalNeeded: { code: 'invalid_type', message: 'Is required for a trigger of type polling.' },
  otherType: { code: 'unexpected', message: 'Belongs to triggers of type {type} only.' },
});
