import { problemTexts } from '@berth/kernel';

export const specificationProblems = problemTexts({
  duplicate: { code: 'duplicate', message: 'Is used twice: each key must be unique in its list.' },
  notObject: {
    code: 'not_object',
    message: 'Must be object, or a list with object: a value is an object.',
  },
  large: {
    code: 'too_large',
    message:
      'Has {characters} characters as JSON: a schema of a tool, an auth method or a trigger may have {most}.',
  },
});
