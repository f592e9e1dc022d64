import {
  holdForVersion,
  mergedMetadata,
  type OpenedConfig,
  openConfigs,
  providerConfig,
} from '@berth/domain';
import { breathe, encodeBoundCursor, pageLimits } from '@berth/kernel';
import {
  type Context,
  list,
  newWrite,
  perform,
  readOnly,
  requireVersion,
  together,
  verbNamed,
  withoutPreconditions,
} from '@berth/resource';
import type { Static } from '@sinclair/typebox';
import type { RouteRequest } from '../../face/route.ts';
import { withVersion } from '../../http/etag.ts';
import { forKey } from '../../http/idempotency-key.ts';
import { withPreconditions } from '../../http/preconditions.ts';
import { type Members, objectOf, readMembers, textOf } from './body.ts';
import { brokenRules } from './config-fields.ts';
import { presentConfig, presentCreated } from './config-presenter.ts';
import { ConfigQueryInput, readConfigQuery } from './config-query.ts';
import {
  ANSWERED,
  type ConfigPageView,
  type ConfigView,
  CreateConfig,
  UpdateConfig,
} from './config-schema.ts';
import {
  type FlowkerError,
  flowkerErrors,
  invalidMembers,
  joined,
  misfit,
  schemaViolation,
} from './errors.ts';
import { readUuid } from './ids.ts';
import { findMasks, mask, withContent } from './mask.ts';
import { canonicalPath } from './paths.ts';
import { readQuery } from './query-fields.ts';
import { presentTest } from './test-presenter.ts';

const create = verbNamed(providerConfig, 'create');
const update = verbNamed(providerConfig, 'update');
const test = verbNamed(providerConfig, 'test');

export async function listConfigs({ ctx, c }: RouteRequest): Promise<Static<typeof ConfigPageView>> {
  const { request, list: bound } = readConfigQuery(readQuery(c, ConfigQueryInput));
  const page = await list(ctx, providerConfig, request);
  const opened = await openConfigs(
    ctx,
    page.items.map(({ id }) => id),
  );
  const items = await presentWithin(opened);
  const isWhole = items.length === opened.length;
  const hasMore = page.hasMoreAfter || !isWhole;
  const lastId = isWhole ? page.items.at(-1)?.id : opened[items.length - 1]?.config.id;
  const last = page.items.find(({ id }) => id === lastId);
  const at = String(last?.[request.page.sort]);
  return {
    items,
    nextCursor: last && hasMore ? encodeBoundCursor(bound, { id: last.id, at }) : '',
    hasMore,
  };
}

/** Presents configurations in order until the page is long. At least one. */
async function presentWithin(opened: readonly OpenedConfig[]) {
  const items: ReturnType<typeof presentConfig>[] = [];
  let length = 0;
  for (const one of opened) {
    await breathe();
    const item = presentConfig(one);
    items.push(item);
    length += JSON.stringify(item).length;
    if (length > pageLimits.text) break;
  }
  return items;
}

export const getConfig = async ({ ctx, params }: RouteRequest) => shown(await open(ctx, idOf(params)));

/** Presents a configuration as an answer with its version. */
const shown = (opened: OpenedConfig) => withVersion(presentConfig(opened), opened.version);

/**
 * Creates a configuration. A request that breaks several rules gets the code of the first problem in Flowker's order:
 * the provider, the schema, the rest. `fields` has the problems of all but the provider.
 */
export async function createConfig(asked: RouteRequest) {
  const { ctx, c } = asked;
  const members = await readMembers(c, CreateConfig);
  const fields = fieldsOf(members);
  const { name = '', description, config = {} } = fields;
  const metadata = objectOf(members, 'metadata');
  const input = { provider_id: textOf(members, 'providerId') ?? '', value: config };
  const { strange } = findMasks(config, { shown: {}, masks: new Map() });
  const broken = brokenRules({ name, description, config, metadata });
  if (broken.length > 0 || strange.length > 0) {
    const misfits = await misfitsOf(perform(dryRun(ctx), providerConfig, create, { input }));
    throw joined([...misfits, ...maskViolations(strange), ...broken]);
  }
  const own = { ...asked, ctx: withPreconditions(ctx, c, create) };
  return together(repeatable(own, [...members]), async (inner) => {
    const whole = { ...input, handle: name, description, metadata };
    const made = await perform(inner, providerConfig, create, { input: whole });
    return withVersion(presentCreated(made), Number(made.row_version));
  });
}

export async function updateConfig({ ctx, c, params }: RouteRequest) {
  const id = idOf(params);
  const members = await readMembers(c, UpdateConfig);
  return together(withPreconditions(ctx, c), async (inner) => {
    const opened = await openToChange(inner, id);
    await performUpdate(withoutPreconditions(inner), opened, members);
    return shown(await open(inner, id));
  });
}

async function performUpdate(ctx: Context, opened: OpenedConfig, members: Members): Promise<void> {
  const { id } = opened.config;
  const fields = fieldsOf(members);
  const metadata_patch = objectOf(members, 'metadata');
  refuseOtherAnswer(presentConfig(opened), members);
  const { value, strange } = shownValue(opened, fields.config);
  // Texts that stay may be those of an earlier release
  const changed = {
    name: fields.name === opened.config.handle ? undefined : fields.name,
    description: fields.description === opened.config.description ? undefined : fields.description,
  };
  const metadata = metadata_patch && mergedMetadata(opened.config.metadata, metadata_patch);
  const broken = brokenRules({ ...fields, ...changed, metadata });
  if (broken.length > 0 || strange.length > 0) {
    const misfits = await misfitsOf(perform(dryRun(ctx), providerConfig, update, { id, input: value }));
    throw joined([...maskViolations(strange), ...misfits, ...broken]);
  }
  const { name: handle, description } = fields;
  const input = { ...value, handle, description, metadata_patch };
  await perform(ctx, providerConfig, update, { id, input });
}

/** Archives the configuration, whatever refers to it: this face knows no references. */
export async function deleteConfig({ ctx, c, params }: RouteRequest): Promise<void> {
  const id = idOf(params);
  const own = withPreconditions(ctx, c);
  const write = newWrite({ ...own.write.options, force: true });
  await together({ ...own, write }, async (inner) => {
    await openToChange(inner, id);
    return perform(withoutPreconditions(inner), providerConfig, verbNamed(providerConfig, 'archive'), { id });
  });
}

export const switchConfig = (verb: 'enable' | 'disable') => async (asked: RouteRequest) => {
  const id = idOf(asked.params);
  const ctx = withPreconditions(asked.ctx, asked.c);
  return together(repeatable({ ...asked, ctx }, null), async (inner) => {
    await openToChange(inner, id);
    await perform(withoutPreconditions(inner), providerConfig, verbNamed(providerConfig, verb), { id });
    return shown(await open(inner, id));
  });
};

export async function testConfig({ ctx, c, params }: RouteRequest) {
  const opened = await open(ctx, idOf(params));
  refuseOtherVersion(withPreconditions(ctx, c, test), opened);
  const { id } = opened.config;
  const tested = await perform(ctx, providerConfig, test, { id });
  return presentTest(opened, tested);
}

/**
 * Makes the context of a repeatable request. The stored answer is sealed: masks show the end of a secret, and the other
 * members are still a part of the value.
 */
const repeatable = ({ ctx, c, request }: RouteRequest, body: unknown): Context =>
  forKey(ctx, c, { path: canonicalPath(request.path), body, sealed: true });

const fieldsOf = (members: Members) => ({
  name: textOf(members, 'name'),
  description: textOf(members, 'description'),
  config: objectOf(members, 'config'),
});

/** @throws FlowkerError FLK-0001 for a member that the configuration shows otherwise. */
function refuseOtherAnswer(shown: Static<typeof ConfigView>, members: Members): void {
  const others = ANSWERED.filter((name) => {
    const sent = members.get(name.toLowerCase());
    return sent !== undefined && sent !== shown[name];
  });
  if (others.length > 0) throw invalidMembers(others.map((name) => readOnly(name)));
}

/** Makes the input for a value that may hold masks. A mask may stay only where it was shown; others are `strange`. */
function shownValue(opened: OpenedConfig, value: Record<string, unknown> | undefined) {
  if (value === undefined) return { value: {}, strange: [] };
  const { kept, strange } = findMasks(value, mask(opened));
  const shown = {
    value_shown: { ...withContent(value, kept, opened), vault_revision: opened.vaultRevision },
    ...(kept.length > 0 ? { if_row_version: opened.config.row_version } : {}),
  };
  return { value: shown, strange };
}

/** Runs a dry run, and returns its error when the data does not fit. */
const misfitsOf = (tried: Promise<unknown>): Promise<FlowkerError[]> =>
  tried.then(
    () => [],
    (error) => [misfit(error)],
  );

/** The problem of a mask in a place where none was shown. */
const MASKED = {
  code: 'masked',
  message: 'is a mask that was not shown here, or a null like one: send the content itself',
};

const maskViolations = (places: readonly string[][]): FlowkerError[] =>
  places.length === 0
    ? []
    : [schemaViolation(places.map((path) => ({ ...MASKED, path: ['value', ...path] })))];

/** Opens a configuration that this face knows: a live one with a name. */
async function open(ctx: Context, id: string): Promise<OpenedConfig> {
  const [opened] = await openConfigs(ctx, [id]);
  if (opened?.config.status === 'active' && opened.config.handle !== null) return opened;
  throw flowkerErrors.configNotFound();
}

/** Opens a configuration to change it. @throws DomainError `precondition_failed`, `precondition_required`. */
async function openToChange(ctx: Context, id: string): Promise<OpenedConfig> {
  await holdForVersion(ctx, id);
  const opened = await open(ctx, id);
  refuseOtherVersion(ctx, opened);
  return opened;
}

/** Refuses another version than the request is for, with the present one. @throws as `requireVersion`. */
function refuseOtherVersion(ctx: Context, opened: OpenedConfig): void {
  const { config, version } = opened;
  requireVersion(ctx, { name: providerConfig.entity.name, id: config.id, version }, () => shown(opened));
}

function idOf({ id = '' }: Record<string, string>): string {
  const known = readUuid('providerConfig', id);
  if (known) return known;
  throw flowkerErrors.invalidId({ what: 'provider configuration' }, { id: 'must be a UUID' });
}

const dryRun = (ctx: Context): Context => ({
  ...ctx,
  write: newWrite({ ...ctx.write.options, dryRun: true }),
});
