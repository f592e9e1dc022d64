import { errorTexts, problemTexts } from '@berth/kernel';

export const setupErrors = errorTexts({
  noMethods: {
    code: 'bad_request',
    message: 'This provider has no auth method that a setup page can ask for.',
    hint: 'Ask for config_only, or publish a version with an auth method.',
  },
  oauth: {
    code: 'bad_request',
    message: 'The setup page cannot sign in by OAuth yet.',
    hint: 'Name another auth method, or create the auth config from tokens with POST /provider-auth-configs.',
  },
  closed: {
    code: 'gone',
    message: 'This setup session is over.',
    hint: 'Create another session, and open its link.',
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
  noIdentities: { code: 'not_supported', message: 'A setup session is for no identity: leave it out.' },
  noConsumers: { code: 'not_supported', message: 'A setup session is for no consumer: leave it out.' },
  noCredentials: {
    code: 'not_supported',
    message: 'The setup page cannot sign in by OAuth yet: leave it out.',
  },
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
