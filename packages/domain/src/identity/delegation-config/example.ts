import type { Example } from '@berth/resource';

export const delegationConfigExample: Example = async ({ create }) =>
  (
    await create('identity-delegation-configs', {
      name: 'Once, with consent',
      description: 'A person must approve.',
      sub_delegation_behavior: 'require_consent',
    })
  ).id;
