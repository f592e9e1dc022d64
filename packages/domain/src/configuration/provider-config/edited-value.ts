import { mergePatch } from '@berth/json-schema';
import type { Context } from '@berth/resource';
import {
  editValue,
  historyFor,
  type JsonObject,
  layersWithBonds,
  mayCompareConfigs,
  type OpenRevision,
  type Terms,
} from '../value/index.ts';
import { refuseQuestionsBelow } from './questions-below.ts';
import type { StoredValue } from './stored-value.ts';

/**
 * Applies a merge patch to a stored value without storing it. Secrets are bound as they were after the same `PATCH`.
 * @throws DomainError `invalid_data`.
 */
export async function editedValue(
  ctx: Context,
  terms: Terms,
  stored: StoredValue,
  patch: JsonObject,
): Promise<StoredValue> {
  const { specification } = stored;
  await refuseQuestionsBelow(ctx, stored, {
    over: mergePatch(stored.own?.document.value ?? {}, patch) as JsonObject,
    aroundAlone: true,
  });
  const history = await historyFor(ctx, specification, [stored.own, stored.vault]);
  const { own, vault } = await layersWithBonds(specification, history, stored);
  const ground = {
    own: own?.document ?? null,
    base: vault?.document ?? null,
    comparing: mayCompareConfigs(ctx),
  };
  const { document } = await editValue(terms, ground, { kind: 'patch', patch }, ['value']);
  const unsaved: OpenRevision = {
    revision: 0,
    writtenAt: '',
    specificationId: null,
    states: [],
    ...own,
    document,
  };
  return { ...stored, own: unsaved, vault };
}
