import { schemaTexts } from '../json/texts.ts';

/** The problems of paths into a value that a version lists. */
export const pathProblems = schemaTexts({
  malformed: {
    code: 'pointer',
    message: 'is not a JSON Pointer: it must be empty or start with "/", and "~" must be "~0" or "~1"',
  },
  unmatched: { code: 'unmatched', message: 'leads to a place that the schema does not describe' },
  unmatchedNear: {
    code: 'unmatched',
    message: 'leads to a place that the schema does not describe; "{meant}" is probably meant',
  },
  tooLarge: {
    code: 'too_large',
    message: 'takes too many steps to follow: use fewer paths, or fewer "*" in them',
  },
});
