import { problemTexts } from '@berth/kernel';

export const toolFilterProblems = problemTexts({
  type: { code: 'invalid_type', message: 'Must be {type}.' },
  rule: { code: 'invalid_enum', message: 'Must be one of {words}.' },
  pattern: {
    code: 'invalid_pattern',
    message: 'Must be a regular expression that runs in linear time: {why}.',
  },
  tooMany: { code: 'invalid_max_length', message: 'Must have {max} items or fewer.' },
});
