import { instanceEntity, type instances } from '../tables/instance.ts';
import { dataKeyErrors } from './errors.ts';

type Row = Pick<typeof instances.$inferSelect, 'id' | 'erase_requested_at'>;

/**
 * Refuses to write values into an instance whose erasure has been asked for. The caller holds the row, so that no
 * erasure is asked for before the write ends. @throws DomainError `conflict`.
 */
export function refuseErasing({ id, erase_requested_at }: Row): void {
  if (erase_requested_at !== null) throw dataKeyErrors.erasing({ entity: instanceEntity.name, id });
}
