import { newId } from '@berth/kernel';
import type { Example } from '@berth/resource';
import { providerBody, SHIPPED } from '../../catalog/example-provider.ts';

/** Metadata that makes a provider an AI type. */
const ai = {
  id: 'acme',
  credentialTypes: ['token'],
  capabilities: ['chat', 'web', 'generateImage', 'attachments', 'createEmbeddings'],
  documentationUrl: 'https://docs.acme.test',
};

/** Creates a model that matches every filter. */
export const modelExample: Example = async ({ create }) => {
  const body = providerBody();
  const { id: provider_id } = await create('providers', { ...body, metadata: { ai } });
  const deployment = await create('provider-deployments', { provider_id, name: 'Production' });
  const model = await create('models', {
    provider_deployment_id: deployment.id,
    name: 'Acme Large',
    slug: `acme-large-${body.slug}`,
    description: 'Reads and writes.',
    model: 'acme-large-2026',
    chat: true,
    web: true,
    generate_image: true,
    attachments: true,
    create_embeddings: true,
    tier: 'advanced',
    pricing_tier: 'Medium',
    context_window: 200_000,
    max_output_tokens: 8_192,
    prompt_ppm: 2.5,
    completion_ppm: 10,
    internal: true,
  });
  return model.id;
};

export const shownModel: Example = async ({ create }) => {
  const deployment = await create('provider-deployments', { provider_id: SHIPPED, name: 'Production' });
  const suffix = newId('model', new Date()).slice('mdl_'.length);
  const model = await create('models', {
    provider_deployment_id: deployment.id,
    name: 'GPT-4.1',
    slug: `gpt-4-1-${suffix}`,
    model: 'gpt-4.1',
    chat: true,
    tier: 'advanced',
    context_window: 1_000_000,
  });
  return model.id;
};
