import {
  action,
  archivableFilters,
  archiveVerb,
  createVerb,
  defineResource,
  load,
  operation,
  recorded,
  search,
  unarchiveVerb,
  updateVerb,
  type Verb,
} from '@berth/resource';
import { readReason } from '../../reason.ts';
import { encryptionVerbs } from '../encryption/index.ts';
import { instanceEntity, instances } from '../tables/instance.ts';
import { eraseInstance } from './erase.ts';
import { instanceExample } from './example.ts';
import { presentInstance } from './presenter.ts';
import {
  CreateInstance,
  EraseInstance,
  InstanceKey,
  InstanceView,
  UpdateInstance,
  WithStopped,
} from './schema.ts';
import {
  archiveInstance,
  createInstance,
  prepareInstance,
  unarchiveInstance,
  updateInstance,
} from './service.ts';

export { erasure } from './erase.ts';
export { instanceErrors, instanceProblems } from './errors.ts';
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
    action({
      path: 'erase',
      summary: 'Destroy the values of an archived instance for good',
      about:
        'Destroys the data keys of the instance, every value and its revisions, unfinished sign-ins, setup links, kept answers and jobs, in the background; `erased_at` tells when it is done. Names, descriptions and the audit trail stay, and the trail stays provable. Nothing brings the values back but a backup of the database with its master key.',
      scopes: ['instances:erase'],
      audit: recorded,
      input: EraseInstance,
      example: { body: { reason: 'The contract has ended', confirm: 'Staging' }, after: 'archive' },
      errors: ['invalid_state'],
      run: async (ctx, id, input) => {
        const reason = readReason(input.reason);
        await eraseInstance(ctx, id, input);
        return { reason };
      },
    }),
    current,
    ...encryptionVerbs,
  ],
});
