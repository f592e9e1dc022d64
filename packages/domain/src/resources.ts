/** Every resource of the product. A new one is one line here. */

export { authMethod } from './catalog/auth-method/index.ts';
export { category } from './catalog/category/index.ts';
export { collection } from './catalog/collection/index.ts';
export { group } from './catalog/group/index.ts';
export { listing } from './catalog/listing/index.ts';
export { provider } from './catalog/provider/index.ts';
export { providerVersion } from './catalog/provider-version/index.ts';
export { publisher } from './catalog/publisher/index.ts';
export { specification } from './catalog/specification/index.ts';
export { tool } from './catalog/tool/index.ts';
export { trigger } from './catalog/trigger/index.ts';
export { authConfig } from './configuration/auth-config/index.ts';
export { configVault } from './configuration/config-vault/index.ts';
export { deployment } from './configuration/deployment/index.ts';
export { model } from './configuration/model/index.ts';
export { providerConfig } from './configuration/provider-config/index.ts';
export { valueRevision } from './configuration/value-revision/index.ts';
export { apiKey } from './governance/api-key/index.ts';
export { auditEvent } from './governance/audit-event/index.ts';
export { instance } from './governance/instance/index.ts';
export { job } from './governance/job/index.ts';
