import { listAiTypes } from '@berth/domain';
import { missing } from '@berth/resource';
import type { Static } from '@sinclair/typebox';
import type { RouteRequest } from '../../face/route.ts';
import { documentOf, link, templateOf } from './hal.ts';
import { idOf } from './id.ts';
import { MODEL_REL, ModelQuery } from './model-schema.ts';
import { PROVIDER_REL, ProviderQuery, type ProviderTypesView } from './provider-schema.ts';
import { TYPES_REL } from './root-schema.ts';

/** The meanings of this face's relations, by their names behind `inf:`. */
const relations: Record<string, string> = {
  provider: 'An AI provider, or the list of AI providers.',
  model: 'An AI model, or the list of AI models: of the instance, or of a provider.',
  'provider-type': 'The types that a provider can have.',
  'referenced-model': 'The target model of an alias.',
};

/** Answers the entry point, with links to every list. */
export const getRoot = async () =>
  documentOf(
    {},
    {
      self: link(),
      [PROVIDER_REL]: { href: templateOf('/api/providers', ProviderQuery), templated: true },
      [MODEL_REL]: { href: templateOf('/api/models', ModelQuery), templated: true },
      [TYPES_REL]: link('provider-types'),
    },
  );

export async function getRelation({ ctx, params }: RouteRequest) {
  const id = idOf({ ctx, params }, 'relation');
  const description = Object.hasOwn(relations, id) ? relations[id] : undefined;
  if (description === undefined) throw missing(ctx, 'relation', id);
  return { rel: `inf:${id}`, description };
}

/** Lists the provider types, as a plain object and not HAL. */
export async function listTypes({ ctx }: RouteRequest): Promise<Static<typeof ProviderTypesView>> {
  const types = await listAiTypes(ctx);
  return {
    types: types.map(({ id, name, description, credentialTypes, capabilities, documentationUrl }) => ({
      id,
      name,
      description,
      credentialTypes,
      capabilities,
      documentationUrl,
    })),
  };
}
