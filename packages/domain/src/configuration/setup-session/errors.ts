import { errorTexts, problemTexts } from '@berth/kernel';

export const setupErrors = errorTexts({
  noMethods: {
    code: 'bad_request',
    message: 'This provider has no auth method that a setup page can ask for.',
    hint: 'Ask for config_only, or publish a version with an auth method.',
  },
  noSignIn: {
    code: 'bad_request',
    message:
      'Nobody can sign in with this OAuth method: it declares no authorization_url for the grant authorization_code.',
    hint: 'Publish a version with oauth.authorization_url, name another auth method, or create the auth config from tokens.',
  },
  noApp: {
    code: 'bad_request',
    reason: 'missing_oauth_credentials',
    message: 'There are no live auth credentials to sign in to this provider with.',
    hint: 'Create them with POST /provider-auth-credentials, or name others in provider_auth_credentials_id.',
  },
  closed: {
    code: 'gone',
    message: 'This setup session is over.',
    hint: 'Create another session, and open its link.',
  },
  withdrawn: {
    code: 'gone',
    message: 'The key that made this setup session was revoked, has expired, or may not make it any more.',
    hint: 'Create another session with a key that may, and open its link.',
  },
  otherBrowser: {
    code: 'forbidden',
    message: 'This setup session was begun in another browser.',
    hint: 'Go on there, or create another session.',
  },
});

export const setupProblems = problemTexts({
  noProvider: {
    code: 'invalid_type',
    message: 'Is required, unless provider_deployment_id or provider_auth_method_id names the provider.',
  },
  redirect: {
    code: 'not_allowed',
    message:
      'Is not on the list of the instance: add it to setup_page.allowed_redirects, in the same spelling.',
  },
  identityNeedsAuth: {
    code: 'custom',
    message:
      'The credential of an identity needs an auth config of this provider: ask for auth_and_config, or leave it out.',
  },
  consumerWithoutIdentity: {
    code: 'custom',
    message: 'This consumer has no live identity: create one for its actor, or leave the consumer out.',
  },
  severalIdentities: {
    code: 'custom',
    message: 'This consumer has several identities: name one of them in identity_id.',
  },
  otherConsumer: { code: 'custom', message: 'This identity is not one of the consumer.' },
  noSearch: {
    code: 'not_supported',
    message: 'The page offers no choice of providers: name the provider instead.',
  },
  noToolChoice: {
    code: 'not_supported',
    message: 'The page offers no choice of tools: set tool_filters on the deployment instead.',
  },
  noMethodAsked: {
    code: 'custom',
    message: 'A session of type config_only asks for no credential: leave it out.',
  },
});
