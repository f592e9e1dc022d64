import {
  archivableFilters,
  archiveVerb,
  createVerb,
  defineResource,
  load,
  operation,
  search,
  unarchiveVerb,
  updateVerb,
  type Verb,
} from '@berth/resource';
import { encryptionVerbs } from '../encryption/index.ts';
import { instanceEntity, instances } from '../tables/instance.ts';
import { instanceExample } from './example.ts';
import { presentInstance } from './presenter.ts';
import { CreateInstance, InstanceKey, InstanceView, UpdateInstance, WithStopped } from './schema.ts';
import {
  archiveInstance,
  createInstance,
  prepareInstance,
  unarchiveInstance,
  updateInstance,
} from './service.ts';

export { instanceErrors } from './errors.ts';
export { setupPageOf, setupPageProblems } from './setup-page.ts';

/** `GET /instance`: gets the instance of the key. */
const current: Verb = operation({
  name: 'get',
  summary: 'Get the instance of the key',
  path: '/instance',
  scopes: ['instance:read'],
  audit: null,
  view: InstanceView,
  run: async (ctx) => presentInstance(await load(ctx, instance, ctx.instanceId)),
});

export const instance = defineResource({
  entity: instanceEntity,
  wire: {
    path: 'instances',
    about: 'A tenant. Only its own keys can see its rows.',
    view: InstanceView,
    present: presentInstance,
    example: instanceExample,
  },
  read: {
    drifts: 'Keys of other instances may change it.',
    filters: {
      ...archivableFilters(instanceEntity),
      search: search(instances.name, instances.slug),
    },
  },
  verbs: [
    createVerb({
      input: CreateInstance,
      once: InstanceKey,
      confidential: true,
      prepare: prepareInstance,
      run: createInstance,
    }),
    updateVerb({ input: UpdateInstance, run: updateInstance }),
    {
      ...archiveVerb({
        about:
          "The keys of the instance stop working; its rows are kept. An instance with live rows is archived by `force` only, the instance of the caller's key never.",
        run: async () => {},
      }),
      once: WithStopped,
      run: async (ctx, { id }) => ({ once: { stopped: await archiveInstance(ctx, id) } }),
    },
    unarchiveVerb({
      about: 'The instance and its keys work again as before.',
      run: unarchiveInstance,
    }),
    current,
    ...encryptionVerbs,
  ],
});
