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

/** The problems of marks that mark nothing where they stand. */
export const markProblems = schemaTexts({
  noSecret: {
    code: 'ineffective_mark',
    message:
      '{keyword} marks nothing inside "not", "propertyNames" or "contentSchema": mark the value itself, where it is described',
  },
  noDestination: {
    code: 'ineffective_mark',
    message:
      '{keyword} marks nothing inside "if", "not", "propertyNames" or "contentSchema": mark the value itself, where it is described',
  },
});
