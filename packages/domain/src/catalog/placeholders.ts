/** The placeholders of a template of a version's test. The name is the first group. */
export const PLACEHOLDER = /\{([^{}]+)\}/g;

/** Splits the name of a placeholder that is no member: `auth/token` and `auth.token` lead to a member of `auth`. */
export const stepsOfName = (name: string): string[] => name.split(/[/.]/);
