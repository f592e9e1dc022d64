/**
 * The titles of resources that are shorter than the tags of the document, by path: the subject above them says the
 * rest.
 */
export const shortTitles: Readonly<Record<string, string>> = {
  'provider-configs': 'Configs',
  'provider-config-vaults': 'Vaults',
  'provider-deployments': 'Deployments',
  'provider-auth-configs': 'Auth configs',
  'provider-auth-credentials': 'App registrations',
  'provider-setup-sessions': 'Setup sessions',
  'provider-auth-config-imports': 'Imports',
  'provider-auth-config-exports': 'Exports',
  'provider-listings': 'Listings',
  'provider-versions': 'Versions',
  'provider-specifications': 'Specifications',
  'provider-tools': 'Tools',
  'provider-triggers': 'Triggers',
  'provider-auth-methods': 'Auth methods',
  'provider-categories': 'Categories',
  'provider-collections': 'Collections',
  'provider-groups': 'Groups',
  'version-approvals': 'Approvals',
  'identity-actors': 'Actors',
  'identity-credentials': 'Credentials',
  'identity-delegations': 'Delegations',
  'identity-delegation-configs': 'Delegation configs',
};
