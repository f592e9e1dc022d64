import type { Context } from '@berth/resource';
import { type Asking, mayAsk, refuseQuestions, specificationById } from '../value/index.ts';
import type { StoredValue } from './stored-value.ts';

/**
 * Refuses to check a stored value when the specification of the config asks about the secrets of its vault what that of
 * the vault does not. @throws DomainError `forbidden`.
 */
export async function refuseQuestionsBelow(
  ctx: Context,
  { specification: to, own, vault }: StoredValue,
  more: Partial<Asking> = {},
): Promise<void> {
  if (mayAsk(ctx, to) || !vault?.specificationId) return;
  const base = { document: vault.document, under: await specificationById(ctx, vault.specificationId) };
  await refuseQuestions(ctx, { to, from: null, own: own?.document ?? null, base, ...more });
}
