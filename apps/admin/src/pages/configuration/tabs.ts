import type { DetailTab } from '../../detail/tab.ts';
import { connectionWords } from '../../words/connection.ts';
import { historyWords } from '../../words/history.ts';
import { relatedWords } from '../../words/related.ts';
import { resolveWords } from '../../words/resolve.ts';
import { setupWords } from '../../words/setup.ts';
import { relatedTab } from './parts/related-tab.tsx';

const history: DetailTab = {
  id: 'history',
  title: historyWords.title,
  load: async () => (await import('./history/history-tab.tsx')).HistoryTab,
};

const value: DetailTab = {
  id: 'value',
  title: resolveWords.valueTitle,
  load: async () => (await import('./resolve/value-tab.tsx')).ValueTab,
};

const resolve: DetailTab = {
  id: 'resolve',
  title: resolveWords.title,
  load: async () => (await import('./resolve/resolve-tab.tsx')).ResolveTab,
};

const connection = (of: 'ConfigTestTab' | 'DeploymentTestTab' | 'AuthConfigTestTab'): DetailTab => ({
  id: 'test',
  title: connectionWords.title,
  load: async () => (await import('./connection/connection-tab.tsx'))[of],
});

const health: DetailTab = {
  id: 'health',
  title: setupWords.healthTitle,
  load: async () => (await import('./setup/health-tab.tsx')).HealthTab,
};

const progress: DetailTab = {
  id: 'progress',
  title: setupWords.progress,
  load: async () => (await import('./setup/progress.tsx')).ProgressTab,
};

const setup: DetailTab = {
  id: 'setup',
  title: relatedWords.setup,
  load: async () => (await import('./deployment-tab.tsx')).DeploymentTab,
};

const resolveIdentity: DetailTab = {
  id: 'resolve',
  title: relatedWords.resolve,
  load: async () => (await import('./identity/resolve-identity-tab.tsx')).ResolveIdentityTab,
};

const decision: DetailTab = {
  id: 'decision',
  title: relatedWords.decide,
  load: async () => (await import('./identity/decision-tab.tsx')).DecisionTab,
};

const followers = relatedTab('followers', relatedWords.followers, {
  path: 'provider-configs',
  title: relatedWords.followers,
  about: relatedWords.followersAbout,
  filter: 'provider_config_vault_id',
  columns: ['handle', 'status', 'vault_revision', 'revision', 'invalid', 'updated_at'],
});

const credentials = relatedTab('credentials', relatedWords.credentials, {
  path: 'identity-credentials',
  title: relatedWords.credentials,
  about: relatedWords.credentialsAbout,
  filter: 'identity_id',
  columns: ['status', 'provider_id', 'deployment_id', 'config_id', 'auth_config_id', 'updated_at'],
});

const DELEGATION = [
  'status',
  'permissions',
  'delegatee_actor_id',
  'delegator_actor_id',
  'expires_at',
  'created_at',
];

const delegations = relatedTab('delegations', relatedWords.delegations, {
  path: 'identity-delegations',
  title: relatedWords.delegations,
  about: relatedWords.delegationsAbout,
  filter: 'identity_id',
  columns: DELEGATION,
});

const IDENTITY = ['status', 'owner', 'credentials', 'updated_at'];

const identities = {
  path: 'identities',
  title: relatedWords.identities,
  filter: 'actor_id',
  columns: IDENTITY,
};

const ofActor = relatedTab(
  'identities',
  relatedWords.identities,
  identities,
  {
    path: 'identity-delegations',
    title: relatedWords.received,
    filter: 'delegatee_actor_id',
    columns: ['status', 'identity', 'permissions', 'expires_at', 'created_at'],
  },
  { path: 'identity-delegations', title: relatedWords.given, filter: 'owner_actor_id', columns: DELEGATION },
);

const ofAgent = relatedTab('identities', relatedWords.identities, { ...identities, filter: 'agent_id' });

const ofConsumer = relatedTab(
  'profiles',
  relatedWords.profiles,
  {
    path: 'consumer-profiles',
    title: relatedWords.profiles,
    filter: 'consumer_id',
    columns: ['status', 'email', 'updated_at'],
  },
  {
    path: 'identity-actors',
    title: relatedWords.actors,
    filter: 'consumer_id',
    columns: ['type', 'status', 'updated_at'],
  },
);

/** The tabs that the pages of rows have beside the usual ones, by the path of the resource. */
export const configurationTabs: Readonly<Record<string, readonly DetailTab[]>> = {
  'provider-configs': [resolve, history, connection('ConfigTestTab')],
  'provider-config-vaults': [followers, value, history],
  'provider-deployments': [setup, connection('DeploymentTestTab')],
  'provider-auth-configs': [health, value, history, connection('AuthConfigTestTab')],
  'provider-auth-credentials': [value, history],
  'provider-setup-sessions': [progress],
  identities: [credentials, delegations, resolveIdentity],
  'identity-delegations': [decision],
  'identity-actors': [ofActor],
  agents: [ofAgent],
  consumers: [ofConsumer],
};
