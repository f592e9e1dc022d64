import type { Context } from '@berth/resource';
import { termsOf } from './destinations.ts';
import type { JsonObject } from './document.ts';
import { editValue } from './edit.ts';
import { storeRevision } from './revisions.ts';
import type { Specification } from './secrets.ts';

/** Stores the first value of a config or vault. @throws DomainError `invalid_data` with every problem below `path`. */
export async function storeFirst(
  ctx: Context,
  ownerId: string,
  specification: Specification,
  value: JsonObject,
  path: string[],
): Promise<void> {
  const terms = await termsOf(ctx, specification);
  const { document, secrets } = editValue(terms, { base: null, own: null }, { kind: 'replace', value }, path);
  await storeRevision(ctx, { ownerId, specification, document, secrets, before: null });
}
