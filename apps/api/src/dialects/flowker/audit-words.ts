/**
 * Flowker's words for an action on a config. Flowker has no word for the reveal of a secret and for the purge of old
 * revisions, which changes nothing here, so this face hides those events.
 */
export interface Words {
  eventType: string;
  action: string;
  result: string;
}

const updated = { eventType: 'PROVIDER_CONFIG_UPDATED', action: 'UPDATE', result: 'SUCCESS' } as const;

const created = { eventType: 'PROVIDER_CONFIG_CREATED', action: 'CREATE', result: 'SUCCESS' } as const;

export const words: Readonly<Record<string, Words>> = {
  'provider-configs.create': created,
  // After its deletion, the configuration is here again.
  'provider-configs.unarchive': created,
  'provider-configs.update': updated,
  'provider-configs.upgrade': updated,
  'provider-configs.restore': updated,
  'provider-configs.destroy': updated,
  'provider-configs.confirm-secrets': updated,
  'provider-configs.enable': { ...updated, action: 'ACTIVATE' },
  'provider-configs.disable': { ...updated, action: 'DEACTIVATE' },
  'provider-configs.archive': { eventType: 'PROVIDER_CONFIG_DELETED', action: 'DELETE', result: 'SUCCESS' },
  'provider-configs.test': { eventType: 'PROVIDER_CALL_COMPLETED', action: 'EXECUTE', result: 'SUCCESS' },
  'provider-configs.test-failed': { eventType: 'PROVIDER_CALL_FAILED', action: 'EXECUTE', result: 'FAILED' },
};

/** The words that a query may hold, also those that no event of Berth has. */
export const vocabulary = {
  eventType: [
    'WORKFLOW_CREATED',
    'WORKFLOW_UPDATED',
    'WORKFLOW_ACTIVATED',
    'WORKFLOW_DEACTIVATED',
    'WORKFLOW_DRAFTED',
    'WORKFLOW_DELETED',
    'EXECUTION_STARTED',
    'EXECUTION_COMPLETED',
    'EXECUTION_FAILED',
    'PROVIDER_CALL_STARTED',
    'PROVIDER_CALL_COMPLETED',
    'PROVIDER_CALL_FAILED',
    'PROVIDER_CONFIG_CREATED',
    'PROVIDER_CONFIG_UPDATED',
    'PROVIDER_CONFIG_DELETED',
  ],
  action: ['CREATE', 'UPDATE', 'DELETE', 'ACTIVATE', 'DEACTIVATE', 'DRAFT', 'EXECUTE'],
  result: ['SUCCESS', 'FAILED'],
  resourceType: ['workflow', 'execution', 'provider_config'],
} as const;
