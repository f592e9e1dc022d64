import { canonicalJson } from '@berth/json-schema';
import { type Context, missing, visible } from '@berth/resource';
import { type Static, Type } from '@sinclair/typebox';
import { and, eq, inArray } from 'drizzle-orm';
import { about, Identifier } from '../../fields.ts';
import { attachAll, ChangeView, changesBetween } from '../specification/index.ts';
import { providerVersionEntity, providerVersions } from '../tables/provider-version.ts';
import { specifications } from '../tables/specification.ts';
import { versionErrors } from './errors.ts';
import { migrationPath } from './migrations.ts';

export const DiffQuery = Type.Object({
  against: about('The id of the earlier version, of the same provider.', Identifier),
});

const count = (severity: string) => about(`The number of ${severity} changes.`, Type.Integer({ minimum: 0 }));

export const DiffView = Type.Object({
  object: Type.Literal('provider.version.diff'),
  id: about('The later version.', Identifier),
  against: about('The earlier version.', Identifier),
  provider_id: Identifier,
  counts: Type.Object({
    breaking: count('breaking'),
    risky: count('risky'),
    safe: count('safe'),
    unknown: count('unknown'),
  }),
  changes: about(
    'The changes from the earlier version to this one, the gravest first.',
    Type.Array(ChangeView),
  ),
  migrations: about(
    'The migrations that take a value of the earlier version to this one, in the order in which they run.',
    Type.Array(
      Type.Object({
        provider_version_id: about('The version that has the migration.', Identifier),
        version: Type.String(),
        from: about('The versions that the migration is from, as it says.', Type.String()),
        operations: about('The number of operations of its patch.', Type.Integer()),
      }),
    ),
  ),
});
export type DiffView = Static<typeof DiffView>;

/** Compares a version with an earlier one. @throws DomainError `not_found`, `provider_mismatch` */
export async function diffVersions(
  ctx: Context,
  id: string,
  { against }: Static<typeof DiffQuery>,
): Promise<{ answer: DiffView }> {
  const rows = await ctx.db
    .select({ version: providerVersions, specification: specifications })
    .from(providerVersions)
    .innerJoin(specifications, eq(specifications.id, providerVersions.specification_id))
    .where(and(visible(ctx, providerVersionEntity), inArray(providerVersions.id, [id, against])));
  const versionOf = (wanted: string) => {
    const found = rows.find(({ version }) => version.id === wanted);
    if (found === undefined) throw missing(ctx, providerVersionEntity, wanted);
    return found;
  };
  const [later, earlier] = [versionOf(id), versionOf(against)];
  if (later.version.provider_id !== earlier.version.provider_id)
    throw versionErrors.ofAnother({ id: against });
  const [before, after] = await attachAll(ctx, [earlier.specification, later.specification]);
  const changes = before && after ? await changesBetween(before, after) : [];
  if (canonicalJson(earlier.version.test) !== canonicalJson(later.version.test)) {
    const firstSafe = changes.findIndex(({ severity }) => severity === 'safe');
    const change: ChangeView = { path: '', kind: 'test_changed', severity: 'risky' };
    changes.splice(firstSafe === -1 ? changes.length : firstSafe, 0, change);
  }
  const { steps } = await migrationPath(ctx, against, id);
  const counted = (severity: ChangeView['severity']): number =>
    changes.filter((change) => change.severity === severity).length;
  return {
    answer: {
      object: 'provider.version.diff',
      id,
      against,
      provider_id: later.version.provider_id,
      counts: {
        breaking: counted('breaking'),
        risky: counted('risky'),
        safe: counted('safe'),
        unknown: counted('unknown'),
      },
      changes,
      migrations: (steps ?? []).flatMap(({ id: provider_version_id, version, migrations }) =>
        migrations.map(({ from, patch }) => ({
          provider_version_id,
          version,
          from,
          operations: patch.length,
        })),
      ),
    },
  };
}
