import { answerOf, type UpdateProviderConfig } from '@berth/client';
import { berth } from '../../app/client.ts';
import { isObject } from '../../json/json.ts';
import { getAt, pathOf } from '../../json/pointer.ts';
import { editorWords } from '../../words/editor.ts';
import { readOneRevision } from './one-revision.ts';
import { readSchema } from './schema-source.ts';
import { originsOf, storedPart, unitsOf } from './shown-value.ts';
import type { Change, Source } from './source.ts';
import { verdictOf } from './verdict.ts';

/** Reads a config, its value as far as it may be shown, and its schema. */
export async function configSource(id: string): Promise<Source> {
  const [config, resolved] = await readOneRevision(
    () => berth.providerConfigs.get(id),
    () => berth.providerConfigs.resolve(id),
    (config, { revision, vault_revision, specification_id }) =>
      config.revision === revision &&
      config.specification_id === specification_id &&
      (config.from_vault === null ||
        (config.vault_revision ?? config.from_vault.revision) === vault_revision),
  );
  const schema = await readSchema({ specification_id: resolved.specification_id });
  const etag = answerOf(config)?.etag ?? null;
  const states = config.value_state ?? [];
  const shown = storedPart(resolved);
  const hidden = new Set(resolved.hidden);
  const isShown = (path: string) => !hidden.has(path) && getAt(shown, pathOf(path)) !== undefined;
  const vault = config.from_vault;
  const bodyOf = ({ setsNull, patch, value, kept }: Change): UpdateProviderConfig =>
    setsNull
      ? {
          value_shown: { value, keep: kept, vault_revision: resolved.vault_revision },
          if_revision: config.revision ?? 0,
        }
      : { value: patch };
  const matching = (tag: string | null) => (tag === null ? {} : { ifMatch: tag });
  const options = matching(etag);
  let saved = etag;
  return {
    key: `config ${config.id}`,
    title: editorWords.editConfig(config.name ?? config.handle ?? config.id),
    etag,
    start: {
      ...schema.start,
      shown,
      units: unitsOf(states, isShown),
      origins: vault ? originsOf(states) : null,
    },
    notices: [
      ...(vault ? [editorWords.layers(vault.name)] : []),
      ...(config.vault_revision === null ? [] : [editorWords.pinned(config.vault_revision)]),
      ...schema.notices,
      ...(config.invalid ? [editorWords.invalid] : []),
    ],
    refusal: config.status === 'archived' ? editorWords.archived : null,
    check: (change, signal) =>
      verdictOf(() =>
        berth.providerConfigs.update(config.id, bodyOf(change), { ...options, dryRun: true, signal }),
      ),
    save: async (change, { force }) => {
      const answer = await berth.providerConfigs.update(config.id, bodyOf(change), { ...options, force });
      saved = answerOf(answer)?.etag ?? null;
      return config.id;
    },
    confirm: () => berth.providerConfigs.confirmSecrets(config.id, matching(saved)),
    test: ({ patch }) =>
      berth.providerConfigs.test(
        config.id,
        isObject(patch) && Object.keys(patch).length > 0 ? { value: patch } : {},
      ),
    reload: () => configSource(config.id),
  };
}
