import type { OpenedConfig } from '@berth/domain';
import type { Static } from '@sinclair/typebox';
import type { ConfigView, CreatedConfigView } from './config-schema.ts';
import { showUuid } from './ids.ts';
import { mask } from './mask.ts';

const statusOf = (enabled: boolean) => (enabled ? 'active' : 'disabled');

/** Presents a configuration with its secrets masked. */
export function presentConfig(opened: OpenedConfig): Static<typeof ConfigView> {
  const { config, provider } = opened;
  const metadata = config.metadata ?? {};
  return {
    id: showUuid(config.id),
    name: config.handle ?? '',
    ...(config.description === null ? {} : { description: config.description }),
    providerId: provider,
    config: mask(opened).shown,
    status: statusOf(config.enabled),
    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
    createdAt: config.created_at,
    updatedAt: config.updated_at,
  };
}

/** Presents the answer of a creation. `view` is the domain's own. */
export const presentCreated = (view: Record<string, unknown>): Static<typeof CreatedConfigView> => ({
  id: showUuid(String(view.id)),
  name: String(view.handle),
  status: statusOf(view.enabled === true),
  createdAt: String(view.created_at),
});
