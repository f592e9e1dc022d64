import { isId } from '@berth/kernel';
import {
  action,
  archivableFilters,
  archiveVerb,
  type Context,
  choice,
  createVerb,
  defineResource,
  flag,
  oneOf,
  recorded,
  search,
  unarchiveVerb,
  updateVerb,
} from '@berth/resource';
import { aliasedTable, and, eq, sql } from 'drizzle-orm';
import { findProviders } from '../../catalog/find-provider.ts';
import { modelExample, shownModel } from './example.ts';
import { archiveModel, refer, release } from './in-use.ts';
import { presentModel } from './presenter.ts';
import { CreateModel, ModelView, ReferenceInput, UpdateModel } from './schema.ts';
import { createModel, findBySlug, unarchiveModel, updateModel } from './service.ts';
import { modelEntity, models } from './table.ts';

export { modelErrors, modelProblems } from './errors.ts';
export { asDependent, insideOf, inUse, usersOf } from './in-use.ts';
export type { ModelView } from './schema.ts';

/** The scope that the Informer face requires for everything about AI providers. */
export const MANAGE = 'models:manage';

const HOLDER = 'support-assistant';

const referenced = aliasedTable(models, 'referenced');

/** Accepts the slug of a model in place of its id. */
const identifyModel = async (ctx: Context, text: string): Promise<string> =>
  isId('model', text) ? text : ((await findBySlug(ctx, text)) ?? text);

export const model = defineResource({
  entity: modelEntity,
  wire: {
    path: 'models',
    about:
      'An AI model of a deployment: a canonical model with its capabilities and prices, or an alias of one.',
    view: ModelView,
    present: presentModel,
    scopes: [MANAGE],
    example: modelExample,
    shown: shownModel,
  },
  read: {
    joins: {
      referenced: {
        table: referenced,
        on: and(eq(referenced.instance_id, models.instance_id), eq(referenced.id, models.references_id)),
        columns: {
          id: referenced.id,
          status: referenced.status,
          name: referenced.name,
          slug: referenced.slug,
          model: referenced.model,
          provider_deployment_id: referenced.provider_deployment_id,
        },
      },
    },
    filters: {
      ...archivableFilters(modelEntity),
      slug: oneOf(models.slug),
      provider_id: oneOf(models.provider_id, { identify: findProviders }),
      provider_deployment_id: oneOf(models.provider_deployment_id),
      tier: choice(models.tier, ['everyday', 'advanced', 'strategic']),
      chat: flag(() => sql`${models.chat}`),
      web: flag(() => sql`${models.web}`),
      generate_image: flag(() => sql`${models.generate_image}`),
      attachments: flag(() => sql`${models.attachments}`),
      create_embeddings: flag(() => sql`${models.create_embeddings}`),
      internal: flag(() => sql`${models.internal}`),
      search: search(models.name, models.slug, models.description),
    },
    identify: identifyModel,
  },
  links: {
    references: {
      provider_id: { column: models.provider_id, to: 'provider', blocks: true, as: 'provider' },
      provider_deployment_id: {
        column: models.provider_deployment_id,
        to: 'provider.deployment',
        blocks: true,
        as: 'deployment',
      },
      // Archiving a model has its own rule for references.
      references_id: { column: models.references_id, to: 'model', blocks: false },
    },
  },
  verbs: [
    createVerb({ input: CreateModel, run: createModel }),
    updateVerb({ input: UpdateModel, run: updateModel }),
    archiveVerb({ run: archiveModel }),
    unarchiveVerb({ run: unarchiveModel }),
    action({
      path: 'references',
      name: 'refer',
      summary: 'Register a holder of a model',
      about:
        'A model with holders is archived only with `force`. Registering the same holder again changes nothing.',
      errors: ['gone'],
      audit: recorded,
      input: ReferenceInput,
      example: { body: { holder: HOLDER } },
      run: refer,
    }),
    action({
      path: 'references/:n',
      method: 'DELETE',
      name: 'release',
      summary: 'Remove a holder of a model',
      about: 'The path ends with the name of the holder.',
      errors: ['gone'],
      audit: recorded,
      input: null,
      example: { n: HOLDER, after: 'refer' },
      run: (ctx, id, _input, holder) => release(ctx, id, holder),
    }),
  ],
});
