import { errorTexts } from '@berth/kernel';

/** The errors of rows that belong to a provider. */
export const targetErrors = errorTexts({
  noVersion: {
    code: 'bad_request',
    message: 'This provider has no current version.',
    hint: 'Publish a version with POST /provider-versions, or name a deployment with a locked version.',
  },
  otherProvider: {
    code: 'provider_mismatch',
    message: 'The rows that the request names belong to different providers: {rows}.',
    hint: 'Name rows of one provider.',
  },
});

/** The errors of answers with secrets. */
export const revealErrors = errorTexts({
  tooManyReveals: {
    code: 'rate_limited',
    message: 'The key {key} has revealed {most} secrets in a minute, and may reveal no more now.',
    hint: 'Wait as long as retry_after says.',
  },
});
