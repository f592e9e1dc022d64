import { isStorableText, notFound } from '@berth/kernel';

/** Reads the id in the path. @throws DomainError `not_found` for a text that the database cannot hold. */
export function idOf({ id = '' }: Readonly<Record<string, string>>): string {
  if (!isStorableText(id)) throw notFound('resource');
  return id;
}
