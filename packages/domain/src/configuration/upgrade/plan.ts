import { type Context, findRow, missing, refuseArchived, visible } from '@berth/resource';
import { and, eq } from 'drizzle-orm';
import { authMethods } from '../../catalog/auth-method/table.ts';
import { versionErrors } from '../../catalog/provider-version/index.ts';
import { PUBLIC } from '../../catalog/tables/owned.ts';
import { providerVersionEntity, providerVersions } from '../../catalog/tables/provider-version.ts';
import { specifications } from '../../catalog/tables/specification.ts';
import { specificationOfMethod } from '../auth-config/index.ts';
import { deploymentEntity } from '../tables/deployment.ts';
import { refuseOtherProvider, withCatalogOf } from '../target.ts';
import { mayCompareConfigs, type Specification } from '../value/index.ts';
import type { Affected } from './affected.ts';
import { migrationsTo } from './migrations-from.ts';
import type { Owner } from './opened.ts';
import { type OwnerKind, readableKinds } from './owner-kinds.ts';
import { nameOfPresent } from './present.ts';
import { upgradeProblems } from './problems.ts';
import { failed, type Trial, trial } from './trial.ts';

/** The rows of a report, and the specification that they are checked with. */
export interface Plan {
  versionId: string;
  against: string | null;
  affected: Affected;
  specification: Specification;
  /** The auth methods of the version by key, each with the specification of its values. */
  methods: ReadonlyMap<string, Method>;
  kinds: readonly OwnerKind[];
}

interface Method {
  type: string;
  schema: Specification['config_schema'] | null;
}

/**
 * Plans the report of a version.
 * @throws DomainError `not_found`; `provider_mismatch`; `use_after_delete` for an archived deployment.
 */
export async function planImpact(
  ctx: Context,
  versionId: string,
  { against, deploymentId }: { against: string | null; deploymentId: string | null },
): Promise<Plan> {
  const deployment = deploymentId === null ? null : await findRow(ctx, deploymentEntity, deploymentId);
  if (deployment) refuseArchived(deploymentEntity, deployment);
  const catalog = await withCatalogOf(ctx, deploymentId);
  const { version, specification } = await findVersion(catalog, versionId);
  refuseOtherProvider({
    provider_version_id: version.provider_id,
    provider_deployment_id: deployment?.provider_id,
  });
  const earlier = against === null ? null : await findVersion(catalog, against);
  if (earlier && earlier.version.provider_id !== version.provider_id)
    throw versionErrors.ofAnother({ id: earlier.version.id });
  const methods = await ctx.db
    .select({ key: authMethods.key, type: authMethods.type, schema: authMethods.input_schema })
    .from(authMethods)
    .where(eq(authMethods.specification_id, specification.id));
  return {
    versionId,
    against,
    affected: {
      providerId: version.provider_id,
      deploymentId,
      specificationId: earlier?.specification.id ?? null,
    },
    specification,
    methods: new Map(methods.map(({ key, ...method }) => [key, method])),
    kinds: readableKinds(ctx),
  };
}

async function findVersion(ctx: Context, id: string) {
  const [row] = await ctx.db
    .select({ version: providerVersions, specification: specifications })
    .from(providerVersions)
    .innerJoin(specifications, eq(specifications.id, providerVersions.specification_id))
    .where(and(visible(ctx, providerVersionEntity), eq(providerVersions.id, id)));
  if (!row) throw missing(ctx, providerVersionEntity, id);
  return row;
}

/**
 * Tells if the content of secrets may decide for rows of a kind. A schema can be written to answer questions about a
 * secret, so a schema of the instance is asked only for a key that may reveal such secrets, and never in a dry run,
 * which leaves no event. The shipped schemas were written by nobody who asks.
 */
export const mayTrySecrets = (ctx: Context, { specification }: Plan, { reveal }: OwnerKind): boolean =>
  specification.owner_id === PUBLIC || (ctx.scopes.has(reveal) && !ctx.write.options.dryRun);

/** Checks rows as they would come under the version of a plan: an auth config under the method with the same key. */
export function trialsOf(ctx: Context, { versionId, specification, methods }: Plan) {
  const migrationFrom = migrationsTo(ctx, { id: versionId, specification_id: specification.id });
  const made = new Map<string, Specification>();
  const ofMethod = (key: string, { schema }: Method, automated: boolean): Specification => {
    const name = `${key} ${automated}`;
    const known = made.get(name) ?? specificationOfMethod(specification, schema, automated);
    made.set(name, known);
    return known;
  };
  return async (
    owner: Owner,
    presents: ReadonlyMap<string, Specification>,
    mayTry: boolean,
  ): Promise<Trial> => {
    const from = presents.get(nameOfPresent(owner));
    if (!from) throw new Error(`The specification ${owner.specificationId} is missing`);
    const vaultUnder = presents.get(owner.vaultSpecificationId ?? '') ?? null;
    const terms = { from, vaultUnder, mayTry, comparing: mayCompareConfigs(ctx) };
    if (!owner.method) {
      const migration = await migrationFrom(owner.specificationId);
      return trial(owner, { ...terms, to: specification, migration });
    }
    const { key, type, automated } = owner.method;
    const method = methods.get(key);
    const lost = !method ? upgradeProblems.noMethod : method.type === type ? null : upgradeProblems.otherType;
    if (!method || lost) return failed({ ...(lost ?? upgradeProblems.noMethod).text, path: '' });
    return trial(owner, { ...terms, to: ofMethod(key, method, automated), migration: null });
  };
}
