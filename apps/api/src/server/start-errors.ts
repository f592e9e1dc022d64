import { makersOf, type Text } from '@berth/kernel';
import { startTexts } from '../texts/start.ts';
import { StartError } from './start-error.ts';

/** Makes the error of each text: one message, which ends in what to do. */
export const startErrors = makersOf(
  startTexts,
  ({ message, hint }: Text, options?: ErrorOptions) =>
    new StartError(hint === undefined ? message : `${message} ${hint}`, options),
);
