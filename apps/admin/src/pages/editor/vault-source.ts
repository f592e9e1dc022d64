import { answerOf, type UpdateProviderConfigVault } from '@berth/client';
import { berth } from '../../app/client.ts';
import type { JsonObject } from '../../json/json.ts';
import { getAt, pathOf } from '../../json/pointer.ts';
import { editorWords } from '../../words/editor.ts';
import { readOneRevision } from './one-revision.ts';
import { readSchema } from './schema-source.ts';
import { unitsOf } from './shown-value.ts';
import type { Change, Source } from './source.ts';
import { verdictOf } from './verdict.ts';

/** Reads a vault and its schema. */
export async function vaultSource(id: string): Promise<Source> {
  const [vault, resolved] = await readOneRevision(
    () => berth.providerConfigVaults.get(id),
    () => berth.providerConfigVaults.resolve(id),
    ({ revision }, value) => revision === value.revision,
  );
  const etag = answerOf(vault)?.etag ?? null;
  const schema = await readSchema({ specification_id: vault.specification_id });
  const shown = resolved.value as JsonObject;
  const hidden = new Set(resolved.hidden);
  const isShown = (path: string) => !hidden.has(path) && getAt(shown, pathOf(path)) !== undefined;
  const bodyOf = ({ setsNull, patch, value, kept }: Change): UpdateProviderConfigVault =>
    setsNull
      ? { value_shown: { value, keep: kept, vault_revision: null }, if_revision: vault.revision }
      : { value: patch };
  const matching = (tag: string | null) => (tag === null ? {} : { ifMatch: tag });
  const options = matching(etag);
  let saved = etag;
  return {
    key: `vault ${vault.id}`,
    title: editorWords.editConfig(vault.name),
    etag,
    start: { ...schema.start, shown, units: unitsOf(vault.value_state ?? [], isShown) },
    notices: schema.notices,
    refusal: vault.status === 'archived' ? editorWords.archived : null,
    check: (change, signal) =>
      verdictOf(() =>
        berth.providerConfigVaults.update(vault.id, bodyOf(change), { ...options, dryRun: true, signal }),
      ),
    save: async (change, { force }) => {
      const answer = await berth.providerConfigVaults.update(vault.id, bodyOf(change), { ...options, force });
      saved = answerOf(answer)?.etag ?? null;
      return vault.id;
    },
    confirm: () => berth.providerConfigVaults.confirmSecrets(vault.id, matching(saved)),
    test: null,
    reload: () => vaultSource(vault.id),
  };
}
