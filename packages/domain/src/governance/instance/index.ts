import {
  archivableFilters,
  archiveVerb,
  createVerb,
  defineResource,
  load,
  operation,
  search,
  updateVerb,
  type Verb,
} from '@berth/resource';
import { encryptionVerbs } from '../encryption/index.ts';
import { instanceEntity, instances } from '../tables/instance.ts';
import { instanceExample } from './example.ts';
import { presentInstance } from './presenter.ts';
import { CreateInstance, InstanceKey, InstanceView, UpdateInstance } from './schema.ts';
import { archiveInstance, createInstance, prepareInstance, updateInstance } from './service.ts';

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
    filters: {
      ...archivableFilters(instanceEntity),
      search: search(instances.name, instances.slug),
    },
  },
  verbs: [
    createVerb({
      input: CreateInstance,
      once: InstanceKey,
      prepare: prepareInstance,
      run: createInstance,
    }),
    updateVerb({ input: UpdateInstance, run: updateInstance }),
    archiveVerb({
      about:
        "The keys of the instance stop working; its rows are kept. The instance of the caller's key cannot be archived.",
      run: archiveInstance,
    }),
    current,
    ...encryptionVerbs,
  ],
});
