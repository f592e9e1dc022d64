import { problemTexts } from '@berth/kernel';

export const auditProblems = problemTexts({
  notSigned: {
    code: 'invalid_signature',
    message: 'Is no checkpoint that this installation has signed: send one as it was answered.',
  },
  reversed: { code: 'period', message: 'Ends the period before its `from`.' },
});
