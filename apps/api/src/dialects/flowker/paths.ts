/**
 * Spells a path as the routes of this face do: in lower case and without a slash at the end, because Flowker's
 * framework ignores both. Null for a path of another face.
 */
export const pathOf = (path: string): string | null => (OWN.test(path) ? canonicalPath(path) : null);

const OWN = /^\/v1\//i;

/** Makes the same text from every spelling of a path. */
export const canonicalPath = (path: string): string => path.toLowerCase().replace(/\/$/, '');
