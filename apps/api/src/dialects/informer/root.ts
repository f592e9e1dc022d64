import { listAiTypes } from '@berth/domain';
import { notFound } from '@berth/kernel';
import { documentOf, link } from './hal.ts';
import { MODEL_PARAMETERS, MODEL_REL } from './models.ts';
import { PROVIDER_PARAMETERS, PROVIDER_REL } from './providers.ts';
import type { Asked, Reply } from './routes.ts';

const TYPES_REL = 'inf:provider-type';

/** What the relations of this face mean, by the names behind `inf:`. */
const relations: Record<string, string> = {
  provider: 'An AI provider, or all of them.',
  model: 'An AI model, or all of them: of the instance, or of a provider.',
  'provider-type': 'The types that providers can be of.',
  'referenced-model': 'The model that an alias stands for.',
};

/** Where a client begins. */
export const getRoot = async (): Promise<Reply> => ({
  status: 200,
  body: documentOf(
    {},
    {
      self: link(),
      [PROVIDER_REL]: { href: `/api/providers{?${PROVIDER_PARAMETERS}}`, templated: true },
      [MODEL_REL]: { href: `/api/models{?${MODEL_PARAMETERS}}`, templated: true },
      [TYPES_REL]: link('provider-types'),
    },
  ),
});

export async function getRelation({ id }: Asked): Promise<Reply> {
  const description = Object.hasOwn(relations, id) ? relations[id] : undefined;
  if (description === undefined) throw notFound('relation');
  return { status: 200, body: { rel: `inf:${id}`, description } };
}

/** A plain object, not HAL. */
export async function listTypes({ ctx }: Asked): Promise<Reply> {
  const types = await listAiTypes(ctx);
  return {
    status: 200,
    body: {
      types: types.map(({ id, name, description, credentialTypes, capabilities, documentationUrl }) => ({
        id,
        name,
        description,
        credentialTypes,
        capabilities,
        documentationUrl,
      })),
    },
  };
}
