import { createRegistry } from '@berth/resource';
import { authMethod } from './catalog/auth-method/index.ts';
import { provider } from './catalog/provider/index.ts';
import { providerVersion } from './catalog/provider-version/index.ts';
import { publisher } from './catalog/publisher/index.ts';
import { specification } from './catalog/specification/index.ts';
import { tool } from './catalog/tool/index.ts';
import { configVault } from './configuration/config-vault/index.ts';
import { deployment } from './configuration/deployment/index.ts';
import { providerConfig } from './configuration/provider-config/index.ts';
import { apiKey } from './governance/api-key/index.ts';
import { instance } from './governance/instance/index.ts';

export { authenticate, type Credential, expandScopes } from './governance/api-key/index.ts';
export { createRecoveryKey, prepareInstallation } from './installation/index.ts';

/** Every resource of the product. A new one is one line here. */
export const registry = createRegistry([
  instance,
  apiKey,
  publisher,
  provider,
  providerVersion,
  specification,
  tool,
  authMethod,
  deployment,
  configVault,
  providerConfig,
]);
