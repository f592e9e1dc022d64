/** The place of a data key. With the id alone the key would open another instance's values. */
export const keyPlace = (instanceId: string, id: string): string => `data-key ${instanceId} ${id}`;

/** The place of the key that proves audit events, which a destroyed data key leaves. */
export const proofPlace = (instanceId: string, id: string): string => `audit-proof ${instanceId} ${id}`;
