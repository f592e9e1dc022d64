import type { RouteComponent } from '@tanstack/react-router';

export interface PageDefinition {
  /** The path of the view: `provider-configs/$id/edit`. A literal segment goes before a parameter. */
  path: string;
  load: () => Promise<RouteComponent>;
}

/** Every page. A new one is one entry here; the last two serve each resource that has no page of its own. */
export const pages: readonly PageDefinition[] = [
  { path: '/', load: async () => (await import('./home/home-page.tsx')).HomePage },
  { path: 'provider-configs/new', load: async () => (await import('./editor/new-page.tsx')).NewConfigPage },
  {
    path: 'provider-configs/$id/edit',
    load: async () => (await import('./editor/edit-page.tsx')).EditConfigPage,
  },
  {
    path: 'provider-config-vaults/new',
    load: async () => (await import('./editor/new-page.tsx')).NewVaultPage,
  },
  {
    path: 'provider-config-vaults/$id/edit',
    load: async () => (await import('./editor/edit-page.tsx')).EditVaultPage,
  },
  {
    path: 'provider-configs',
    load: async () => (await import('./editor/list-pages.tsx')).ConfigListPage,
  },
  {
    path: 'provider-config-vaults',
    load: async () => (await import('./editor/list-pages.tsx')).VaultListPage,
  },
  {
    path: 'provider-setup-sessions/new',
    load: async () => (await import('./configuration/setup/new-setup-page.tsx')).NewSetupPage,
  },
  {
    path: 'provider-setup-sessions',
    load: async () => (await import('./configuration/setup/list-page.tsx')).SetupSessionsPage,
  },
  { path: 'api-keys', load: async () => (await import('./governance/keys.tsx')).KeysPage },
  { path: 'api-keys/new', load: async () => (await import('./governance/keys.tsx')).NewKeyPage },
  { path: 'api-keys/$id', load: async () => (await import('./governance/key-page.tsx')).KeyPage },
  {
    path: 'api-keys/$id/access',
    load: async () => (await import('./governance/key-page.tsx')).KeyAccessPage,
  },
  { path: 'audit-events', load: async () => (await import('./governance/audit.tsx')).AuditPage },
  { path: 'audit-events/$id', load: async () => (await import('./governance/audit.tsx')).AuditEventPage },
  { path: 'instances', load: async () => (await import('./governance/instances.tsx')).InstancesPage },
  { path: 'instances/$id', load: async () => (await import('./governance/instances.tsx')).InstancePage },
  { path: 'jobs', load: async () => (await import('./governance/jobs.tsx')).JobsPage },
  { path: 'jobs/$id', load: async () => (await import('./governance/jobs.tsx')).JobPage },
  { path: 'encryption', load: async () => (await import('./governance/encryption.tsx')).EncryptionPage },
  {
    path: 'version-approvals/$id',
    load: async () => (await import('./governance/approvals.tsx')).ApprovalPage,
  },
  { path: 'models', load: async () => (await import('./models/models.tsx')).ModelsPage },
  { path: 'models/$id', load: async () => (await import('./models/models.tsx')).ModelPage },
  { path: 'catalog', load: async () => (await import('./catalog/catalog-page.tsx')).CatalogPage },
  {
    path: 'providers',
    load: async () => (await import('./catalog/providers-page.tsx')).ProvidersPage,
  },
  {
    path: 'providers/new',
    load: async () => (await import('./catalog/register/register-page.tsx')).RegisterPage,
  },
  {
    path: 'providers/$id',
    load: async () => (await import('./catalog/provider/provider-page.tsx')).ProviderPage,
  },
  {
    path: 'providers/$id/versions/new',
    load: async () => (await import('./catalog/register/publish-page.tsx')).PublishPage,
  },
  {
    path: 'provider-deployments/$id/upgrade',
    load: async () => (await import('./upgrade/deployment-page.tsx')).DeploymentUpgradePage,
  },
  {
    path: 'provider-configs/$id/upgrade',
    load: async () => (await import('./upgrade/config-page.tsx')).ConfigUpgradePage,
  },
  { path: '$resource', load: async () => (await import('../list/list-page.tsx')).ListPage },
  { path: '$resource/$id', load: async () => (await import('./row-page.tsx')).RowPage },
];
