import { isStorableText, notFound } from '@berth/kernel';

/** The id in the path of a request. @throws DomainError `not_found` for a text that no id can be. */
export function idOf({ id = '' }: Readonly<Record<string, string>>): string {
  if (!isStorableText(id)) throw notFound('resource');
  return id;
}
