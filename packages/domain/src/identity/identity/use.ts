/** The place where an identity acts: a deployment, or any deployment of a provider. */
export interface Target {
  providerId: string;
  deploymentId: string | null;
}

/** The rows that an identity uses at a target, and the reason for them. */
export interface Use {
  from: 'own' | 'delegated' | 'shared';
  deployment_id: string;
  config_id: string;
  auth_config_id: string | null;
  /** The owner of the credential; null for shared rows. */
  identity_id: string | null;
  identity_credential_id: string | null;
  identity_delegation_id: string | null;
}
