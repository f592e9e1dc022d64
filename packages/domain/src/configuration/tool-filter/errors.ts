import { problemTexts } from '@berth/kernel';

export const toolFilterProblems = problemTexts({
  type: { code: 'invalid_type', message: 'Must be {type}.' },
  rule: { code: 'invalid_enum', message: 'Must be one of {words}.' },
  pattern: {
    code: 'invalid_pattern',
    message: 'Must be a regular expression that runs in linear time: {why}.',
  },
  slow: {
    code: 'too_large',
    message:
      'Has tool filters whose patterns take too long with the tools of this version: use fewer or shorter ones.',
  },
  tooLong: {
    code: 'invalid_max_length',
    message: 'Has {characters} characters in all its texts; it may have {max}.',
  },
  tooMany: { code: 'invalid_max_length', message: 'Must have {max} items or fewer.' },
});
