import { checkValue, getAt, parsePointer, secretLeaves, validatorFor } from '@berth/json-schema';
import { invalidData, type Problem } from '@berth/kernel';
import type { Context } from '@berth/resource';
import type { specifications } from '../../catalog/specification/table.ts';
import { sealValue } from '../../governance/data-key/index.ts';
import { valueRevisions } from './table.ts';

type Specification = typeof specifications.$inferSelect;

/** Masks begin with this. No secret may, so that a mask sent back is never stored as if it were one. */
const MASK = '****';

/**
 * Refuses a value that does not fit the specification: every problem at once, with its place in the body and
 * never with what was received. @throws DomainError `invalid_data`.
 */
export function refuseInvalid(specification: Specification, value: object, path: string[]): void {
  const found = checkValue(validatorFor(specification.config_schema), value);
  const problems: Problem[] =
    found.length > 0 ? found.map(inBody(path)) : masks(specification, value).map(inBody(path));
  if (problems.length > 0) throw invalidData(problems);
}

/** Stores a value that was found valid, sealed, as a revision of its owner. */
export async function storeRevision(
  ctx: Context,
  place: { ownerId: string; revision: number },
  specification: Specification,
  value: object,
): Promise<void> {
  const sealed = await sealValue(ctx, place, value);
  await ctx.db.insert(valueRevisions).values({
    instance_id: ctx.instanceId,
    owner_id: place.ownerId,
    revision: place.revision,
    provider_owner: specification.owner_id,
    specification_id: specification.id,
    data_key_id: sealed.dataKeyId,
    ciphertext: sealed.ciphertext,
    created_by: ctx.actor.keyId,
    created_at: ctx.now.toISOString(),
  });
}

function masks(
  specification: Specification,
  value: object,
): { path: string; code: string; message: string }[] {
  const options = { visibility: specification.config_visibility, marked: specification.secret_paths };
  return secretLeaves(specification.config_schema, value, options)
    .filter((pointer) => {
      const leaf = getAt(value, pointer);
      return typeof leaf === 'string' && leaf.startsWith(MASK);
    })
    .map((path) => ({ path, code: 'masked', message: 'A mask is not a secret: send the secret itself' }));
}

const inBody =
  (path: string[]) =>
  (problem: { path: string; code: string; message: string }): Problem => ({
    code: problem.code,
    message: problem.message,
    path: [...path, ...(parsePointer(problem.path) ?? [])],
  });
