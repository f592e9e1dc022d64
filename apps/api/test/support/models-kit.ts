import type { Client } from './harness.ts';
import type { Answer } from './json-http.ts';
import { makeDeployment, makeProvider } from './rules-kit.ts';

/** The data of one model in a provider's catalogue. */
export const ai = (id: string, more: object = {}) => ({
  id,
  credentialTypes: ['api_key'],
  capabilities: ['chat', 'attachments'],
  documentationUrl: 'https://docs.example.test',
  ...more,
});

/** Deploys a shipped provider with AI models. */
export const deployShipped = (client: Client, provider_id = 'openai', more: object = {}) =>
  client.create('provider-deployments', { provider_id, name: `Our ${provider_id}`, ...more });

/** Deploys a provider without AI models. */
export const deployOther = async (client: Client) => makeDeployment(client, await makeProvider(client));

let made = 0;

/** Makes a model of a deployment, with a unique name and slug. */
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

/** Makes an alias of a model. */
export function makeAlias(client: Client, target: { id: string }, more = {}): Promise<Answer['body']> {
  made += 1;
  return client.create('models', { references_id: target.id, name: `Alias ${made}`, ...more });
}

/** Makes a key of the client's instance with these scopes and roles. */
export async function keyWith(client: Client, scopes: string[]): Promise<string> {
  return String((await client.create('api-keys', { name: 'Some', scopes })).secret);
}
