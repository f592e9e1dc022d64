/** The most characters of a slug. */
export const MOST_SLUG = 100;

/** Makes a slug of a name: letters a to z and digits, with single hyphens between them. Null when nothing is left. */
export function slugFrom(name: string): string | null {
  const slug = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, MOST_SLUG)
    .replaceAll(/^-+|-+$/g, '');
  return slug === '' ? null : slug;
}
