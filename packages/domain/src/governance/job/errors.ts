import { errorTexts, problemTexts } from '@berth/kernel';

export const jobErrors = errorTexts({
  lost: { code: 'unavailable', message: 'The process ended during the step, again and again.' },
});

/** The errors of a job whose step failed for a reason that only the log may show. */
export const jobProblems = problemTexts({
  failed: { code: 'internal_error', message: 'The step did not succeed. The log has the cause.' },
});
