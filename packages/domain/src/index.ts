import { createRegistry } from '@berth/resource';
import * as resources from './resources.ts';

export { authenticate, type Credential, expandScopes } from './governance/api-key/index.ts';
export { createRecoveryKey, prepareInstallation } from './installation/index.ts';

export const registry = createRegistry(Object.values(resources));
