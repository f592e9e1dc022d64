import { errorTexts, problemTexts } from '@berth/kernel';

export const queryErrors = errorTexts({
  cursor: {
    code: 'invalid_cursor',
    message: 'The cursor is none that this server has answered.',
    hint: 'Page with after=<id> or before=<id> of an item that you have.',
  },
});

/** The problems of a parameter of the query. */
export const queryProblems = problemTexts({
  once: { code: 'invalid_type', message: 'Must be one text, given once.' },
  texts: { code: 'invalid_type', message: 'Must be a text, or several.' },
  id: { code: 'invalid_id', message: 'Must be the id of an item of this list.' },
  integer: { code: 'invalid_type', message: 'Must be an integer.' },
  min: { code: 'invalid_min', message: 'Must be {min} or more.' },
  max: { code: 'invalid_max', message: 'Must be {max} or less.' },
  tooMany: { code: 'invalid_max', message: 'Must have {max} values or fewer.' },
  window: { code: 'invalid_type', message: 'Must be one of {sides}.' },
  date: {
    code: 'invalid_date',
    message: 'Must be a date, or a time of RFC 3339.',
  },
  words: { code: 'invalid_enum', message: 'Must be one of {words}.' },
  noWords: { code: 'invalid_enum', message: 'Takes no value here: leave it out.' },
});
