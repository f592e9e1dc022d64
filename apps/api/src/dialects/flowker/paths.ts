/**
 * A path as this face writes its own, in lower case without a slash at the end, because Flowker's framework ignores
 * both; null for a path of another face.
 */
export const pathOf = (path: string): string | null => (OWN.test(path) ? canonicalPath(path) : null);

const OWN = /^\/v1\//i;

/** Gives the same text for every spelling of a path. */
export const canonicalPath = (path: string): string => path.toLowerCase().replace(/\/$/, '');
