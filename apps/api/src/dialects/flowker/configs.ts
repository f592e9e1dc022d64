import { type OpenedConfig, openConfigs, providerConfig } from '@berth/domain';
import { encodeBoundCursor } from '@berth/kernel';
import { act, answered, archive, type Context, create, list, update } from '@berth/resource';
import type { Static } from '@sinclair/typebox';
import { forKey } from '../../idempotency-key.ts';
import { type Members, objectOf, readMembers, textOf } from './body.ts';
import { brokenRule } from './config-fields.ts';
import { presentConfig, presentCreated } from './config-presenter.ts';
import { readConfigQuery } from './config-query.ts';
import type { ConfigPageView } from './config-schema.ts';
import { configNotFound, invalidId, schemaViolation } from './errors.ts';
import { readUuid } from './ids.ts';
import { findMasks, mask } from './mask.ts';
import type { Asked, Run } from './route.ts';
import { canonicalPath } from './router.ts';
import { presentTest } from './test-presenter.ts';

export async function listConfigs({ ctx, query }: Asked): Promise<Static<typeof ConfigPageView>> {
  const { request, list: bound } = readConfigQuery(query);
  const page = await list(ctx, providerConfig, request);
  const opened = await openConfigs(
    ctx,
    page.items.map(({ id }) => id),
  );
  const last = page.items.at(-1);
  const at = String(last?.[request.page.sort]);
  return {
    items: opened.map(presentConfig),
    nextCursor: last && page.hasMoreAfter ? encodeBoundCursor(bound, { id: last.id, at }) : '',
    hasMore: page.hasMoreAfter,
  };
}

export const getConfig: Run = async ({ ctx, params }) => presentConfig(await open(ctx, idOf(params)));

/** A request that breaks several rules hears of the first one in Flowker's order: the provider, the schema, the rest. */
export async function createConfig(asked: Asked) {
  const { ctx, c } = asked;
  const members = await readMembers(c);
  const fields = fieldsOf(members);
  const { name = '', description, config = {} } = fields;
  const input = {
    provider_id: textOf(members, 'providerId') ?? '',
    value: config,
    metadata: objectOf(members, 'metadata'),
  };
  const { strange } = findMasks(config, { shown: {}, masks: new Map() });
  const broken = brokenRule({ name, description, config });
  if (broken || strange.length > 0) {
    await create(dryRun(ctx), providerConfig, input);
    throw strange.length > 0 ? maskViolation(strange) : broken;
  }
  return answered(repeatable(asked, [...members]), async (inner) =>
    presentCreated(await create(inner, providerConfig, { ...input, handle: name, description })),
  );
}

export async function updateConfig({ ctx, c, params }: Asked) {
  const id = idOf(params);
  const members = await readMembers(c);
  const fields = fieldsOf(members);
  const metadata_patch = objectOf(members, 'metadata') ?? {};
  const opened = await open(ctx, id);
  const value = fields.config === undefined ? {} : shownValue(opened, fields.config);
  const broken = brokenRule(fields);
  if (broken) {
    await update(dryRun(ctx), providerConfig, id, value);
    throw broken;
  }
  const { name: handle, description } = fields;
  await update(ctx, providerConfig, id, { ...value, handle, description, metadata_patch });
  return presentConfig(await open(ctx, id));
}

export async function deleteConfig({ ctx, params }: Asked): Promise<void> {
  const { config } = await open(ctx, idOf(params));
  await archive(ctx, providerConfig, config.id);
}

export const switchConfig =
  (verb: 'enable' | 'disable'): Run =>
  async (asked) => {
    const id = idOf(asked.params);
    return answered(repeatable(asked, null), async (inner) => {
      await open(inner, id);
      await act(inner, providerConfig, actionOf(verb), { id, input: {} });
      return presentConfig(await open(inner, id));
    });
  };

export async function testConfig({ ctx, params }: Asked) {
  const opened = await open(ctx, idOf(params));
  const { id } = opened.config;
  const tested = await act(ctx, providerConfig, actionOf('test'), { id, input: {} });
  return presentTest(opened, tested);
}

/** What may come again. Masks show the end of a secret, and what is no secret is a part of the value still. */
const repeatable = ({ ctx, c }: Asked, body: unknown): Context =>
  forKey(ctx, c, { path: canonicalPath(new URL(c.req.url).pathname), body, sealed: true });

const fieldsOf = (members: Members) => ({
  name: textOf(members, 'name'),
  description: textOf(members, 'description'),
  config: objectOf(members, 'config'),
});

/** What the domain is told of a value that may hold masks. A mask stays only where it was shown. */
function shownValue(opened: OpenedConfig, value: Record<string, unknown>) {
  const { kept, strange } = findMasks(value, mask(opened));
  if (strange.length > 0) throw maskViolation(strange);
  return {
    value_shown: { value, keep: kept, vault_revision: opened.vaultRevision },
    ...(kept.length > 0 ? { if_row_version: opened.config.row_version } : {}),
  };
}

const maskViolation = (places: readonly string[][]) =>
  schemaViolation(
    places.map((path) => ({
      path: ['value', ...path],
      code: 'masked',
      message: 'is a mask that was not shown here: send the secret itself',
    })),
  );

/** A configuration as this face knows it: live, and with a name. */
async function open(ctx: Context, id: string): Promise<OpenedConfig> {
  const [opened] = await openConfigs(ctx, [id]);
  if (opened?.config.status === 'active' && opened.config.handle !== null) return opened;
  throw configNotFound();
}

function idOf({ id = '' }: Record<string, string>): string {
  const known = readUuid('providerConfig', id);
  if (known) return known;
  throw invalidId('provider configuration');
}

const dryRun = (ctx: Context): Context => ({ ...ctx, options: { ...ctx.options, dryRun: true } });

function actionOf(path: string) {
  const action = providerConfig.actions.find((one) => one.path === path);
  if (!action) throw new Error(`A config has no action ${path}`);
  return action;
}
