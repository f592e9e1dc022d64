import { errorTexts } from '@berth/kernel';

export const importErrors = errorTexts({
  noTarget: {
    code: 'bad_request',
    message: 'The request names no auth config, and no auth method for a new one.',
    hint: 'Send provider_auth_config_id or provider_auth_method_id, or a provider or deployment with one auth method.',
  },
  severalMethods: {
    code: 'bad_request',
    reason: 'invalid_auth_method',
    message: 'This provider has {count} auth methods, and the request names none of them.',
    hint: 'Send provider_auth_method_id: GET /provider-auth-methods lists those of a version.',
  },
  otherMethod: {
    code: 'bad_request',
    reason: 'cannot_change_auth_method',
    message: 'This auth config has another auth method.',
    hint: 'Leave provider_auth_method_id out, or leave provider_auth_config_id out to make a new auth config.',
  },
  otherDeployment: {
    code: 'bad_request',
    message: 'This auth config belongs to another deployment, or to none.',
    hint: 'Leave provider_deployment_id out, or name the deployment of the auth config.',
  },
});
