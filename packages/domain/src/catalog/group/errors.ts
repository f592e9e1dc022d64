import { errorTexts } from '@berth/kernel';

export const groupErrors = errorTexts({
  tooMany: {
    code: 'bad_request',
    reason: 'too_many_groups',
    message: 'A listing stands in {most} groups at most.',
    hint: 'Take the listing out of another group first.',
  },
});
