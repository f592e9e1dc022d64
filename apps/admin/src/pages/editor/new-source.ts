import type { CreateProviderConfig, CreateProviderConfigVault } from '@berth/client';
import { berth } from '../../app/client.ts';
import { editorWords } from '../../words/editor.ts';
import { readSchema } from './schema-source.ts';
import type { Source } from './source.ts';
import { verdictOf } from './verdict.ts';

/** The place and the names of a new value. */
export interface NewRow {
  kind: 'config' | 'vault';
  provider: string;
  deployment: string | null;
  name: string;
  handle: string;
  description: string;
}

/** Prepares a new config or vault of a provider. */
export async function newSource(row: NewRow): Promise<Source> {
  const { kind, provider, deployment } = row;
  const schema = await readSchema(
    deployment === null ? { provider_id: provider } : { provider_deployment_id: deployment },
  );
  const target = {
    provider_id: provider,
    ...(deployment === null ? {} : { provider_deployment_id: deployment }),
  };
  const create = (value: Record<string, unknown>, options: { dryRun?: boolean; signal?: AbortSignal }) => {
    const common = { ...target, ...(row.description === '' ? {} : { description: row.description }), value };
    if (kind === 'vault') {
      const body: CreateProviderConfigVault = { ...common, name: row.name };
      return berth.providerConfigVaults.create(body, options);
    }
    const body: CreateProviderConfig = {
      ...common,
      ...(row.name === '' ? {} : { name: row.name }),
      ...(row.handle === '' ? {} : { handle: row.handle }),
    };
    return berth.providerConfigs.create(body, options);
  };
  return {
    key: `new ${kind} ${provider} ${deployment ?? ''}`,
    title: kind === 'vault' ? editorWords.newVault : editorWords.newConfig,
    etag: null,
    start: { ...schema.start, shown: {} },
    notices: schema.notices,
    refusal: null,
    check: ({ value }, signal) => verdictOf(() => create(value, { dryRun: true, signal })),
    save: async ({ value }) => (await create(value, {})).id,
    confirm: null,
    test: ({ value }) => berth.providerConfigs.testValue({ ...target, value }),
    reload: null,
  };
}
