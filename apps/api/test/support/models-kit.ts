import type { Client } from './harness.ts';
import type { Answer } from './json-http.ts';
import { makeDeployment, makeProvider } from './rules-kit.ts';

/** What a provider says of its models. */
export const ai = (id: string, more: object = {}) => ({
  id,
  credentialTypes: ['api_key'],
  capabilities: ['chat', 'attachments'],
  documentationUrl: 'https://docs.example.test',
  ...more,
});

/** A deployment of a shipped provider with AI models. */
export const deployShipped = (client: Client, provider_id = 'openai', more: object = {}) =>
  client.create('provider-deployments', { provider_id, name: `Our ${provider_id}`, ...more });

/** A deployment of a provider that has no AI models. */
export const deployOther = async (client: Client) => makeDeployment(client, await makeProvider(client));

let made = 0;

/** A model of a deployment, under a name and slug that no other has. */
export function makeModel(client: Client, deployment: { id: string }, more = {}): Promise<Answer['body']> {
  made += 1;
  return client.create('models', {
    provider_deployment_id: deployment.id,
    name: `Model ${made}`,
    model: `vendor-model-${made}`,
    chat: true,
    ...more,
  });
}

/** Another name for a model. */
export function makeAlias(client: Client, target: { id: string }, more = {}): Promise<Answer['body']> {
  made += 1;
  return client.create('models', { references_id: target.id, name: `Alias ${made}`, ...more });
}

/** A key of the client's instance with these scopes and roles. */
export async function keyWith(client: Client, scopes: string[]): Promise<string> {
  return String((await client.create('api-keys', { name: 'Some', scopes })).secret);
}
