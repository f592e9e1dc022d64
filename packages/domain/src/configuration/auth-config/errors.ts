import { errorTexts, problemTexts } from '@berth/kernel';

export const authConfigErrors = errorTexts({
  automated: {
    code: 'bad_request',
    reason: 'cannot_update_automated_oauth_config',
    message: 'Berth got the tokens of this auth config itself, and renews them: its value cannot be set.',
    hint: 'Connect it again, or make another auth config with the tokens that you have.',
  },
  stale: {
    code: 'secrets_stale',
    message: 'An address of this auth config has changed since the secrets in errors were sent.',
    hint: 'Send the secrets again, or let a key that may reveal them confirm the new address (confirm-secrets). A secret address counts as changed when it is sent: leave it out to keep it.',
  },
  otherMethod: {
    code: 'bad_request',
    reason: 'cannot_change_auth_method',
    message: 'This auth config has another auth method.',
    hint: 'Connect it with its own auth method, or make another auth config.',
  },
  noTokens: {
    code: 'bad_request',
    reason: 'no_tokens',
    message: 'The provider gave no tokens: {reason}.',
    hint: 'Check the auth credentials, their scopes and the endpoints of the auth method.',
  },
  notRevoked: {
    code: 'unavailable',
    message: 'The provider has not revoked the tokens yet: {reason}.',
  },
});

export const authConfigProblems = problemTexts({
  stale: { code: 'stale', message: 'Was sent before a change of {members}.' },
  noDeployment: {
    code: 'unsupported',
    message: 'Is for an auth config of a deployment: this one belongs to none.',
  },
  valueNeeded: {
    code: 'invalid_type',
    message:
      'Is required, unless the auth method has the grant client_credentials and the body names auth credentials.',
  },
});
