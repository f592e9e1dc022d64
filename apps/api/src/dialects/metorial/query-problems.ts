import { errorTexts, problemTexts } from '@berth/kernel';

export const queryErrors = errorTexts({
  cursor: {
    code: 'invalid_cursor',
    message: 'The cursor is none that this server has answered.',
    hint: 'Page with after=<id> or before=<id> of an item that you have.',
  },
});

/** The problems of a parameter of the query, beside those that a member of a body may have too. */
export const queryProblems = problemTexts({
  once: { code: 'invalid_type', message: 'Must be one text, given once.' },
  texts: { code: 'invalid_type', message: 'Must be a text, or several.' },
  id: { code: 'invalid_id', message: 'Must be the id of an item of this list.' },
  integer: { code: 'invalid_type', message: 'Must be an integer.' },
  tooMany: { code: 'invalid_max', message: 'Must have {max} values or fewer.' },
  window: { code: 'invalid_type', message: 'Must be one of {sides}.' },
  onlyOfRow: {
    code: 'invalid_enum',
    message: 'A list does not show {member}: read the row by its id. It shows {words}.',
  },
  onlyOfWrite: {
    code: 'invalid_enum',
    message: 'Only the answer to a write shows {member}. This one shows {words}.',
  },
  noWords: { code: 'invalid_enum', message: 'Takes no value here: leave it out.' },
});
