import { defineResource, oneOf } from '@berth/resource';
import { ofVersions } from '../of-versions.ts';
import { triggerExample } from './example.ts';
import { presentTrigger } from './presenter.ts';
import { TriggerView } from './schema.ts';
import { triggerEntity, triggers } from './table.ts';

export { triggerProblems } from './errors.ts';
export { normalInvocation, problemsOfInvocation } from './invocation.ts';
export { type InvocationInput, TriggerInput } from './schema.ts';

export const trigger = defineResource({
  entity: triggerEntity,
  wire: {
    path: 'provider-triggers',
    about: 'An event of a provider that can start work, defined by one of its specifications.',
    view: TriggerView,
    present: presentTrigger,
    example: triggerExample,
  },
  read: {
    filters: {
      provider_version_id: ofVersions(triggers.specification_id, { required: true, many: false }),
      id: oneOf(triggers.id),
    },
  },
});
