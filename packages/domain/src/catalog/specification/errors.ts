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
      'Has {characters} characters as JSON: this member of a tool, an auth method or a trigger may have {most}.',
  },
  endpoint: {
    code: 'invalid_string',
    message: 'Must be a URL with https, without user, password and fragment.',
  },
  noAuthorizationUrl: {
    code: 'invalid_type',
    message: 'Is required: the grant authorization_code sends users to it.',
  },
  ownParameter: { code: 'reserved', message: 'Is a parameter that Berth sets: leave it out.' },
  notOAuth: { code: 'invalid_type', message: 'Belongs to methods of type oauth only: leave it out.' },
});
