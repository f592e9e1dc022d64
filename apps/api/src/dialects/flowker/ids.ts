import { type Id, idWithUuid, type Kind, uuidOf } from '@berth/kernel';

/** The spellings of a UUID that Flowker's parser takes: plain, 32 digits, in braces, as a URN. */
const SPELLINGS = [
  /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i,
  /^([0-9a-f]{32})$/i,
  /^\{([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}$/i,
  /^urn:uuid:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/i,
];

/** Reads a UUID in any spelling as the id of a kind; null for any other text. */
export function readUuid<K extends Kind>(kind: K, text: string): Id<K> | null {
  for (const spelling of SPELLINGS) {
    const uuid = spelling.exec(text)?.[1];
    if (uuid) return idWithUuid(kind, uuid.replaceAll('-', '').toLowerCase());
  }
  return null;
}

/** Shows the UUID within an id. */
export const showUuid = (id: string): string => uuidOf(id as Id);
