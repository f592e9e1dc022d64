import type { PointerProblem } from '@berth/json-schema';
import { type Pointer, PointerSet, writtenLeaves } from '@berth/json-schema';
import { breathe, cutText, type Dependent, type Problem } from '@berth/kernel';
import { type Context, change, MOST_NAMED } from '@berth/resource';
import { and, asc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { specifications } from '../../catalog/tables/specification.ts';
import { configVaultEntity } from '../tables/config-vault.ts';
import { providerConfigEntity, providerConfigs } from '../tables/provider-config.ts';
import { valueRevisions } from '../tables/value-revision.ts';
import { refuseQuestions } from './asked.ts';
import { inBody, problemsOf } from './content/check.ts';
import { EMPTY, overlay, type ValueDocument } from './content/document.ts';
import { valueErrors, valueProblems } from './content/errors.ts';
import { exposedSecrets } from './content/exposed.ts';
import { type Specification, sentAsSecret } from './content/secrets.ts';
import { stillUnknown } from './edit/upgraded.ts';
import type { Pin } from './owner.ts';
import { mayCompareConfigs } from './revisions/attach.ts';
import { type History, historyFor, layersWithBonds } from './revisions/document-020.ts';
import { keptReasons, type Stale, staleSecrets } from './revisions/layers.ts';
import { type OpenRevision, openRevision, unlessSealed } from './revisions/revisions.ts';
import type { StaleSecrets } from './stale-view.ts';

/** The number of configs that are opened at a time. */
const BATCH = 500;

interface Follower {
  id: string;
  name: string | null;
  revision: number | null;
  specification_id: string;
  invalid_reasons: Problem[] | null;
}

/** Lists the live configs that are pinned to a revision of a vault. */
export async function pinsOf(ctx: Context, vaultId: string): Promise<Pin[]> {
  const rows = await ctx.db
    .select({
      id: providerConfigs.id,
      name: providerConfigs.name,
      vault_revision: providerConfigs.vault_revision,
    })
    .from(providerConfigs)
    .where(and(madeFrom(ctx, vaultId), isNotNull(providerConfigs.vault_revision)));
  return rows.map((row) => ({
    ...row,
    object: providerConfigEntity.name,
    vault_revision: row.vault_revision ?? 0,
  }));
}

/**
 * Checks the live configs that follow a vault with the vault's new value. The edit fails when a config would no longer
 * fit, or when a secret would become readable in one; with `force` that config is marked invalid instead. A config that
 * fits again loses the mark. A config that was already invalid does not make the edit fail. Returns the stale secrets
 * of the followers. `sent` are the leaves that the edit sends.
 * @throws DomainError `conflict` with the configs and their problems; `forbidden` when a follower's specification asks
 * about the vault's kept secrets what the vault's does not.
 */
export async function recheckFollowers(
  ctx: Context,
  vault: { id: string; specification_id: string },
  specification: Specification,
  base: ValueDocument,
  sent?: PointerSet,
): Promise<StaleSecrets> {
  const followers: Follower[] = await ctx.db
    .select({
      id: providerConfigs.id,
      name: providerConfigs.name,
      revision: providerConfigs.revision,
      specification_id: providerConfigs.specification_id,
      invalid_reasons: providerConfigs.invalid_reasons,
    })
    .from(providerConfigs)
    .where(and(madeFrom(ctx, vault.id), isNull(providerConfigs.vault_revision)))
    .orderBy(asc(providerConfigs.id))
    .for('no key update');
  const broken: (Dependent & { errors: Problem[] })[] = [];
  const others = await otherSpecifications(ctx, specification, followers);
  const asking = {
    from: null,
    base: { document: base, under: specification },
    sent,
    aroundAlone: vault.specification_id === specification.id,
  };
  const stale = staleOf(ctx, base);
  for (let start = 0; start < followers.length; start += BATCH) {
    const batch = followers.slice(start, start + BATCH);
    const overrides = await overridesOf(ctx, batch);
    for (const row of batch) {
      const other = others.get(row.specification_id);
      const its = other ?? specification;
      const own = row.revision === null ? null : overrides.get(row.id);
      // An override hides secrets of the vault, which are not asked about then
      if (other) await refuseQuestions(ctx, { ...asking, to: other, own: own?.document ?? null });
      if (own === undefined) {
        broken.push({ ...dependent(row), errors: [valueProblems.unreadable(['value'])] });
        continue;
      }
      await stale.look(row.id, its, own);
      // The vault's own value fits the vault's specification
      const isChecked = own !== null || its !== specification;
      const found = isChecked ? await problemsOver(its, base, own?.document ?? EMPTY, sent) : [];
      const errors = [
        ...found.map(inBody(['value'])),
        ...(await stillUnknown(row.invalid_reasons, its, base, own?.document ?? EMPTY)),
      ];
      if (errors.length > 0) broken.push({ ...dependent(row), errors: keptReasons(errors) });
    }
  }
  const known = new Set(followers.filter((row) => row.invalid_reasons !== null).map((row) => row.id));
  const newly = broken.filter((config) => !known.has(config.id));
  if (newly.length > 0 && !ctx.write.options.force) {
    throw valueErrors.followers({
      entity: configVaultEntity.name,
      id: vault.id,
      dependents: newly.slice(0, MOST_NAMED),
    });
  }
  const wrong = new Map(broken.map((config) => [config.id, config.errors]));
  for (const { id, invalid_reasons } of followers) {
    const reasons = wrong.get(id) ?? null;
    if (reasons === null && invalid_reasons === null) continue;
    await change(ctx, providerConfigEntity, id, { invalid_reasons: reasons });
  }
  ctx.write.touched.push(
    ...followers.slice(0, MOST_NAMED).map((row) => {
      const errors = wrong.get(row.id);
      return { ...dependent(row), ...(errors ? { errors } : {}) };
    }),
  );
  return stale.found;
}

/** The most followers with an override whose secrets are looked at. */
const MOST_LOOKED_AT = 500;

/** Reads the specifications of followers that have another one than the vault, by id. */
async function otherSpecifications(
  ctx: Context,
  specification: Specification,
  followers: readonly Follower[],
): Promise<Map<string, Specification>> {
  const ids = new Set(followers.map(({ specification_id }) => specification_id));
  ids.delete(specification.id);
  if (ids.size === 0) return new Map();
  const rows = await ctx.db
    .select()
    .from(specifications)
    .where(inArray(specifications.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Collects the stale secrets of followers, at most 100. */
function staleOf(ctx: Context, base: ValueDocument) {
  const found: StaleSecrets = [];
  const inherited = new Map<Specification, Stale[]>();
  const histories = new Map<Specification, History>();
  const comparing = mayCompareConfigs(ctx);
  let looked = 0;
  return {
    found,
    look: async (id: string, specification: Specification, own: OpenRevision | null): Promise<void> => {
      if (found.length >= MOST_NAMED || (own !== null && ++looked > MOST_LOOKED_AT)) return;
      const history = histories.get(specification) ?? (await historyFor(ctx, specification, [own]));
      if (history.length > 0) histories.set(specification, history);
      const vault = { revision: 0, writtenAt: '', specificationId: null, document: base, states: [] };
      const layers = own && (await layersWithBonds(specification, history, { own, vault }));
      const stale = layers
        ? await staleSecrets(specification, { own: layers.own?.document ?? null, vault: base }, comparing)
        : (inherited.get(specification) ??
          (await staleSecrets(specification, { own: null, vault: base }, comparing)));
      if (!layers) inherited.set(specification, stale);
      const room = MOST_NAMED - found.length;
      found.push(
        ...stale.slice(0, room).map(({ path, because }) => ({
          path: cutText(path),
          because,
          provider_config_id: id,
        })),
      );
    },
  };
}

/**
 * Finds the problems of an own value over a vault's with a specification, and the secrets that it would show. `sent`
 * are the leaves of the vault's that are sent now.
 */
export async function problemsOver(
  specification: Specification,
  base: ValueDocument,
  own: ValueDocument,
  sent?: PointerSet,
): Promise<PointerProblem[]> {
  const effective = overlay(base.value, own.value);
  const mine = new PointerSet(writtenLeaves(own.value));
  const isSent = (pointer: Pointer) => sent?.touches(pointer) === true && !mine.touches(pointer);
  await breathe();
  return [
    ...(await exposedSecrets(specification, effective, own, base)),
    ...(await problemsOf(specification, effective, { stored: sentAsSecret(own, base), isSent })),
  ];
}

const dependent = ({ id, name }: Follower): Dependent => ({ object: providerConfigEntity.name, id, name });

/** Opens the configs' own values, by config id. One that does not open is missing. */
async function overridesOf(ctx: Context, configs: readonly Follower[]): Promise<Map<string, OpenRevision>> {
  const own = configs.filter(({ revision }) => revision !== null);
  if (own.length === 0) return new Map();
  const rows = await ctx.db
    .select({ revision: valueRevisions })
    .from(valueRevisions)
    .innerJoin(
      providerConfigs,
      and(
        eq(providerConfigs.instance_id, valueRevisions.instance_id),
        eq(providerConfigs.id, valueRevisions.owner_id),
        eq(providerConfigs.revision, valueRevisions.revision),
      ),
    )
    .where(
      and(
        eq(valueRevisions.instance_id, ctx.instanceId),
        inArray(
          valueRevisions.owner_id,
          own.map(({ id }) => id),
        ),
      ),
    );
  const overrides = new Map<string, OpenRevision>();
  for (const { revision } of rows) {
    await breathe();
    const opened = await unlessSealed(() => openRevision(ctx, revision));
    if (opened !== null) overrides.set(revision.owner_id, opened);
  }
  return overrides;
}

const madeFrom = (ctx: Context, vaultId: string) =>
  and(
    eq(providerConfigs.instance_id, ctx.instanceId),
    eq(providerConfigs.provider_config_vault_id, vaultId),
    sql`${providerConfigs.status} = 'active'`,
  );
