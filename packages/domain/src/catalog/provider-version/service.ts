import { type Queryable, stamp, touch } from '@berth/db';
import { canonicalJson } from '@berth/json-schema';
import { invalidData, invalidMember, newId, quoted, readName, spellingsOf } from '@berth/kernel';
import { type Context, hold, refuseArchived, type Written } from '@berth/resource';
import { and, eq, inArray } from 'drizzle-orm';
import { checkedMetadata } from '../../described.ts';
import { nameBefore, tidy } from '../../fields.ts';
import { findProvider } from '../find-provider.ts';
import { ensureSpecification, type Warning } from '../specification/index.ts';
import { insertNew } from '../tables/new-rows.ts';
import type { CatalogWriter } from '../tables/owned.ts';
import { providerEntity, providers } from '../tables/provider.ts';
import { providerVersionEntity, providerVersions } from '../tables/provider-version.ts';
import { versionErrors, versionProblems } from './errors.ts';
import { normalMigrations, refuseMigrations } from './migration-problems.ts';
import type { CreateProviderVersion, VersionInput } from './schema.ts';
import { testUrlProblems, testUrlWarnings } from './test-url.ts';
import { refuseManyWaiting } from './waiting.ts';

/** Publishes a new version of one of the caller's own providers and makes it the current one. */
export async function createProviderVersion(ctx: Context, input: CreateProviderVersion): Promise<Written> {
  const found = await findProvider(ctx, input.provider_id);
  const provider = await hold(ctx, providerEntity, found, 'change');
  if (provider.owner_id !== ctx.instanceId) throw versionErrors.shipped({ id: provider.id });
  refuseArchived(providerEntity, provider);
  await refuseManyWaiting(ctx, provider.id);
  const writer = { db: ctx.db, ownerId: provider.owner_id, now: ctx.now };
  const { id, warnings } = await publishVersion(writer, provider, input);
  return { id, once: { warnings } };
}

/**
 * Stores a version and makes it current, and returns the warnings of its schemas; the caller holds the provider's row.
 * A version number that exists with the same content is reused; with other content it is a conflict. A provider that
 * `isNew` has neither versions nor specifications.
 */
export async function publishVersion(
  writer: CatalogWriter,
  provider: { id: string; name: string; isNew?: true },
  input: VersionInput,
  path: string[] = [],
): Promise<{ id: string; warnings: Warning[] }> {
  const { db, ownerId, now } = writer;
  const number = readName(input.version, 100, [...path, 'version']);
  const migrations = normalMigrations(input.migrations, [...path, 'migrations']);
  const { id: specificationId, warnings: found } = await ensureSpecification(writer, provider, input, path);
  const url: [string, unknown, string[]] | null = input.test
    ? [input.test.url, input.config_schema, [...path, 'test', 'url']]
    : null;
  const warnings = [...found, ...(url ? testUrlWarnings(...url) : [])];
  const published = provider.isNew ? undefined : await findVersion(db, provider.id, input.version);
  if (published) {
    refuseArchived(providerVersionEntity, published);
    const isSame =
      canonicalJson([published.test, published.migrations]) ===
      canonicalJson([input.test ?? null, migrations]);
    if (published.specification_id === specificationId && isSame) return { id: published.id, warnings };
    const name = quoted(number);
    const called = name === null ? 'This version' : `Version ${name}`;
    throw versionErrors.published({ called }, { id: published.id });
  }
  const problems = url ? testUrlProblems(...url) : [];
  if (problems.length > 0) throw invalidData(problems);
  if (!writer.isChecked) {
    await refuseMigrations(
      writer,
      { provider_id: provider.id, version: number, specification_id: specificationId },
      migrations ?? [],
      [...path, 'migrations'],
    );
  }
  refuseManyHeaders(input.test, [...path, 'test', 'headers']);
  const replaced = provider.isNew ? [] : await replaceCurrent(writer, provider.id);
  const id = newId('providerVersion', now);
  const row = {
    id,
    owner_id: ownerId,
    provider_id: provider.id,
    version: number,
    name: input.name?.trim() ?? nameBefore(provider.name, ` ${number}`),
    description: tidy(input.description ?? null),
    metadata: checkedMetadata(input.metadata ?? null, [...path, 'metadata']),
    is_current: true,
    current_since: now.toISOString(),
    specification_id: specificationId,
    test: input.test ?? null,
    migrations,
    ...stamp(now),
  };
  await insertNew(writer, providerVersions, [row]);
  // Creating a provider stores its first version too; only later versions change the provider.
  if (replaced.length > 0) {
    await db.update(providers).set(touch(providers, now)).where(eq(providers.id, provider.id));
  }
  return { id, warnings };
}

/** Finds a version of a provider by its number, however that is spelt. */
async function findVersion(db: Queryable, providerId: string, version: string) {
  const [found] = await db
    .select({
      id: providerVersions.id,
      specification_id: providerVersions.specification_id,
      test: providerVersions.test,
      migrations: providerVersions.migrations,
      status: providerVersions.status,
    })
    .from(providerVersions)
    .where(
      and(
        eq(providerVersions.provider_id, providerId),
        inArray(providerVersions.version, spellingsOf(version)),
      ),
    );
  return found;
}

/** Leaves a provider without a current version; the caller holds the provider's row. Returns the version that was. */
export const replaceCurrent = (
  { db, now }: Pick<CatalogWriter, 'db' | 'now'>,
  providerId: string,
): Promise<{ id: string; name: string }[]> =>
  db
    .update(providerVersions)
    .set({ is_current: false, ...touch(providerVersions, now) })
    .where(and(eq(providerVersions.provider_id, providerId), eq(providerVersions.is_current, true)))
    .returning({ id: providerVersions.id, name: providerVersions.name });

/** The most headers of a test. Each is compared with each secret of a value. */
const MOST_HEADERS = 50;

/** @throws DomainError `invalid_data`. */
function refuseManyHeaders(test: VersionInput['test'], path: string[]): void {
  const headers = Object.keys(test?.headers ?? {}).length;
  if (headers > MOST_HEADERS)
    throw invalidMember(versionProblems.headers({ headers, most: MOST_HEADERS }, path));
}
