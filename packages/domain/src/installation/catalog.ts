import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { allOf, touch } from '@berth/db';
import { DomainError } from '@berth/kernel';
import { and, eq } from 'drizzle-orm';
import { type CreateProvider, insertProvider } from '../catalog/provider/index.ts';
import { publishVersion } from '../catalog/provider-version/index.ts';
import { ensurePublisher, type PublisherInput } from '../catalog/publisher/index.ts';
import { ensureShelf, shelve } from '../catalog/shelf/index.ts';
import { listings } from '../catalog/tables/listing.ts';
import type { CatalogWriter } from '../catalog/tables/owned.ts';
import { providers } from '../catalog/tables/provider.ts';
import { SHELVES } from '../catalog/tables/shelf.ts';
import { readmeOf } from './readme.ts';
import { SHIPPED_SHELVES } from './shelves.ts';

const SHELF_KINDS = ['categories', 'collections'] as const;

/** The shipped providers: one JSON file each. */
const catalogFolder = new URL('../../catalog/', import.meta.url);

/**
 * A shipped provider: the body of `POST /providers`, a link to its documentation, and examples of its config. A
 * provider with a secret has a destination, or says in `no_destination` why its secrets can go nowhere else.
 */
export interface ShippedProvider extends CreateProvider {
  documentation: string;
  publisher: PublisherInput;
  /** The shelves of its listing, by slug, and its skills. */
  listing: { categories: string[]; collections: string[]; skills: string[] };
  no_destination?: string;
  examples: {
    valid: Record<string, unknown>;
    invalid: Record<string, unknown>;
    /** A JSON Pointer to the problem of the invalid example. */
    invalid_pointer: string;
  };
}

export function readCatalog(): ShippedProvider[] {
  return readdirSync(catalogFolder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(new URL(name, catalogFolder), 'utf8')) as ShippedProvider);
}

/**
 * Brings the public catalogue up to date with the shipped files: new providers, new versions, changed descriptions,
 * listings.
 * Providers of an earlier release that are no longer shipped stay. An unchanged file costs no statement. The statements
 * of all providers are sent side by side, because a first start would wait for hundreds of answers.
 */
export async function loadCatalog(writer: CatalogWriter): Promise<void> {
  const known = new Map(
    (
      await writer.db
        .select({ id: providers.id, slug: providers.slug, hash: providers.shipped_hash })
        .from(providers)
        .where(eq(providers.owner_id, writer.ownerId))
    ).map((row) => [row.slug, row]),
  );
  await loadShelves(writer);
  const changed = readCatalog()
    .map((shipped) => ({ shipped, hash: hashOf(shipped), stored: known.get(shipped.slug) }))
    .filter(({ hash, stored }) => stored?.hash !== hash);
  await allOf(
    ...changed.map(({ shipped, hash, stored }) => loadProvider(writer, shipped, hash, stored?.id ?? null)),
  );
}

const hashOf = (shipped: ShippedProvider): string =>
  createHash('sha256').update(JSON.stringify(shipped)).update(readmeOf(shipped)).digest('hex');

/** Stores a shipped provider under its hash: a new one, or in place of the stored one. */
async function loadProvider(
  writer: CatalogWriter,
  shipped: ShippedProvider,
  hash: string,
  storedId: string | null,
): Promise<void> {
  const publisherId = await ensurePublisher(writer, shipped.publisher);
  const provider = storedId
    ? { id: storedId, name: shipped.name }
    : await insertProvider(writer, publisherId, shipped);
  await publishShipped(writer, provider, shipped, hash);
  await writer.db
    .update(providers)
    .set({
      name: shipped.name,
      description: shipped.description ?? null,
      metadata: { ...shipped.metadata, documentation: shipped.documentation },
      publisher_id: publisherId,
      shipped_hash: hash,
      updated_at: writer.now.toISOString(),
    })
    .where(and(eq(providers.owner_id, writer.ownerId), eq(providers.id, provider.id)));
  await loadListing(writer, provider.id, shipped);
}

/** Makes the shipped categories and collections, and gives them their present texts. */
async function loadShelves(writer: CatalogWriter): Promise<void> {
  for (const kind of SHELF_KINDS) {
    const { table } = SHELVES[kind].entity;
    const stored = await writer.db
      .select({ slug: table.slug, name: table.name, description: table.description })
      .from(table)
      .where(eq(table.owner_id, writer.ownerId));
    for (const shelf of SHIPPED_SHELVES[kind]) {
      const isStored = stored.some((row) => isDeepStrictEqual(row, shelf));
      if (!isStored) await ensureShelf(writer, SHELVES[kind], shelf);
    }
  }
}

async function loadListing(
  writer: CatalogWriter,
  providerId: string,
  shipped: ShippedProvider,
): Promise<void> {
  for (const kind of SHELF_KINDS) {
    await shelve(writer, SHELVES[kind], providerId, shipped.listing[kind], [kind]);
  }
  await writer.db
    .update(listings)
    .set({ readme: readmeOf(shipped), skills: shipped.listing.skills, ...touch(listings, writer.now) })
    .where(eq(listings.provider_id, providerId));
}

/**
 * Publishes the shipped version. A file that was corrected without a new version number is published beside the old
 * version, marked by its hash (SemVer 2.0 §10, build metadata), because a release must never keep the server from
 * starting.
 */
async function publishShipped(
  writer: CatalogWriter,
  provider: { id: string; name: string },
  { version }: ShippedProvider,
  hash: string,
): Promise<void> {
  try {
    await publishVersion(writer, provider, version);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'conflict') throw error;
    await publishVersion(writer, provider, { ...version, version: `${version.version}+${hash.slice(0, 8)}` });
  }
}
