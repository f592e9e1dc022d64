import { errorTexts } from '@berth/kernel';

export const credentialsErrors = errorTexts({
  stale: {
    code: 'secrets_stale',
    message: 'The token endpoint of the auth method has another origin than when the client secret was sent.',
    hint: 'Send the secret again, or let a key that may reveal it confirm the new endpoint (confirm-secrets).',
  },
  noMethod: {
    code: 'bad_request',
    reason: 'invalid_auth_method',
    message: 'This provider has no auth method of type oauth.',
    hint: 'Publish a version with one, or make an auth config with a value of another method.',
  },
  otherMethod: {
    code: 'bad_request',
    reason: 'invalid_auth_method',
    message: 'This auth method is not of type oauth.',
    hint: 'Name an auth method of type oauth: GET /provider-auth-methods lists those of a version.',
  },
  forOtherMethod: {
    code: 'bad_request',
    reason: 'invalid_auth_method',
    message: 'These auth credentials are for another auth method of the provider.',
    hint: 'Name credentials whose auth_method_key is the key of the auth method.',
  },
});
