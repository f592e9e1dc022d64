import {
  choice,
  created,
  defineResource,
  load,
  type Operation,
  oneOf,
  recorded,
  search,
  window,
} from '@berth/resource';
import { Type } from '@sinclair/typebox';
import { encryptionOperations } from '../encryption/index.ts';
import { instanceEntity, instances } from '../tables/instance.ts';
import { instanceExample } from './example.ts';
import { presentInstance } from './presenter.ts';
import { CreateInstance, InstanceKey, InstanceView, UpdateInstance } from './schema.ts';
import { archiveInstance, createInstance, prepareInstance, updateInstance } from './service.ts';

/** `GET /instance`: the instance of the key. */
const current: Operation = {
  name: 'instance.get',
  summary: 'Get the instance of the key',
  path: 'instance',
  scope: 'instance:read',
  query: Type.Object({}),
  view: InstanceView,
  run: async (ctx) => presentInstance(await load(ctx, instance, ctx.instanceId)),
};

export const instance = defineResource({
  entity: instanceEntity,
  path: 'instances',
  about: 'A tenant: its rows are seen by its own keys only.',
  view: InstanceView,
  filters: {
    status: choice(instances.status, ['active', 'archived'], ['active']),
    id: oneOf(instances.id),
    search: search(instances.name, instances.slug),
    created_at: created(instanceEntity),
    updated_at: window(instances.updated_at),
  },
  present: presentInstance,
  create: {
    input: CreateInstance,
    once: InstanceKey,
    audit: recorded,
    prepare: prepareInstance,
    run: createInstance,
  },
  update: { input: UpdateInstance, audit: recorded, run: updateInstance },
  archive: { audit: recorded, run: archiveInstance },
  operations: [current, ...encryptionOperations],
  example: instanceExample,
});
