import { schemaTexts } from '../json/texts.ts';

export const patternProblems = schemaTexts({
  long: { code: 'unsafe_pattern', message: 'the pattern is longer than {most} characters' },
  invalid: { code: 'invalid_pattern', message: 'the pattern is not a valid regular expression' },
  notLinear: {
    code: 'unsafe_pattern',
    message: 'the pattern cannot be matched in linear time: {reason}',
  },
  large: {
    code: 'unsafe_pattern',
    message: 'the pattern compiles to {size} instructions, and may have {most}',
  },
  excess: { code: 'too_large', message: 'has {count} {things} up to here, and may have {limit}' },
});
