import { errorTexts, problemTexts } from '@berth/kernel';

export const delegationErrors = errorTexts({
  ended: { code: 'invalid_state', message: 'This delegation has ended already.' },
  notWaiting: { code: 'invalid_state', message: 'This delegation does not wait for consent.' },
  passedOn: {
    code: 'invalid_state',
    message: 'The delegation that this one passes on has ended.',
    hint: 'Deny this one, or make a new delegation.',
  },
});

export const delegationProblems = problemTexts({
  toItself: {
    code: 'same_actor',
    message: 'Is the owner of the identity, or the delegator: name another actor.',
  },
  notDelegated: { code: 'not_delegated', message: 'Has no active delegation of this identity to pass on.' },
  past: { code: 'past', message: 'Is not in the future.' },
  beyond: { code: 'beyond', message: 'Goes beyond the delegation that it is a part of.' },
  notOwner: {
    code: 'not_owner',
    message: 'Only the owner of the identity names a delegation config: leave it out.',
  },
  foreign: { code: 'foreign', message: 'Is no active credential of this identity.' },
  twice: { code: 'twice', message: 'Is named twice.' },
});
