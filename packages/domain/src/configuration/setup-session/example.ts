import { change, type Example } from '@berth/resource';
import { createSpecification, SHIPPED, shippedPart } from '../../catalog/example-provider.ts';
import { setupSessionEntity } from './table.ts';

/** Creates a completed session that matches every filter. */
export const setupSessionExample: Example = async (api) => {
  const { provider_id, auth_methods } = await createSpecification(api);
  const deployment = await api.create('provider-deployments', { provider_id, name: 'Production' });
  const place = { provider_auth_method_id: auth_methods[0]?.id, provider_deployment_id: deployment.id };
  const { id } = await api.create('provider-setup-sessions', {
    ...place,
    provider_id,
    name: 'Key of the parcel service',
    type: 'auth_only',
    configuration: { ui: { layout: 'box' } },
  });
  const made = await api.create('provider-auth-configs', { ...place, value: { token: 'acme-token-000' } });
  return api.run(async (ctx) => {
    await change(ctx, setupSessionEntity, id, { outcome: 'completed', auth_config_id: made.id });
    return id;
  });
};

/** Creates a session for the key of a shipped provider. */
export const shownSetupSession: Example = async ({ create, get }) => {
  const { id } = await create('provider-setup-sessions', {
    provider_id: SHIPPED,
    provider_auth_method_id: await shippedPart(get, 'provider-auth-methods'),
    name: 'Key of the team',
    type: 'auth_only',
  });
  return id;
};
