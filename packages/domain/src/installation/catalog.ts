import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { allOf, touch } from '@berth/db';
import { DomainError } from '@berth/kernel';
import { and, eq } from 'drizzle-orm';
import { type CreateProvider, insertProvider } from '../catalog/provider/index.ts';
import { publishVersion } from '../catalog/provider-version/index.ts';
import { ensurePublishers, type PublisherInput } from '../catalog/publisher/index.ts';
import { ensureShelf, shelve } from '../catalog/shelf/index.ts';
import { storeToolHashes } from '../catalog/specification/index.ts';
import { listings } from '../catalog/tables/listing.ts';
import { insertNew, insertTogether, type NewRows } from '../catalog/tables/new-rows.ts';
import type { CatalogWriter } from '../catalog/tables/owned.ts';
import { providers } from '../catalog/tables/provider.ts';
import { SHELVES } from '../catalog/tables/shelf.ts';
import { specifications } from '../catalog/tables/specification.ts';
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
 * listings. Providers of an earlier release that are no longer shipped stay. An unchanged file costs no statement, and
 * all new ones together cost one for each table. Their content is not checked here: the tests of the release do that.
 */
export async function loadCatalog(given: CatalogWriter): Promise<void> {
  const writer: CatalogWriter = { ...given, isChecked: true };
  const known = new Map(
    (
      await writer.db
        .select({ id: providers.id, slug: providers.slug, hash: providers.shipped_hash })
        .from(providers)
        .where(eq(providers.owner_id, writer.ownerId))
    ).map((row) => [row.slug, row]),
  );
  const shelves = await loadShelves(writer);
  const changed = readCatalog()
    .map((shipped) => ({ shipped, hash: hashOf(shipped), stored: known.get(shipped.slug) }))
    .filter(({ hash, stored }) => stored?.hash !== hash);
  const publishers = await ensurePublishers(
    writer,
    changed.map(({ shipped }) => shipped.publisher),
  );
  const later: NewRows = new Map();
  for (const { shipped, hash, stored } of changed) {
    const file = { shipped, hash, publisherId: idIn(publishers, shipped.publisher.slug) };
    if (stored) await updateProvider(writer, stored.id, file);
    else await addProvider({ ...writer, later }, file, shelves);
  }
  const made = (later.get(specifications) ?? []).map(({ id }) => String(id));
  await insertTogether(writer.db, later);
  if (made.length > 0) await storeToolHashes(writer.db, made);
}

const hashOf = (shipped: ShippedProvider): string =>
  createHash('sha256').update(JSON.stringify(shipped)).update(readmeOf(shipped)).digest('hex');

/** A shipped file with its hash, and the id of its publisher. */
interface ShippedFile {
  shipped: ShippedProvider;
  hash: string;
  publisherId: string;
}

const metadataOf = (shipped: ShippedProvider) => ({
  ...shipped.metadata,
  documentation: shipped.documentation,
});

/** Adds a provider with its first version, its listing, and that to its shelves. */
async function addProvider(
  writer: CatalogWriter,
  { shipped, hash, publisherId }: ShippedFile,
  shelves: Shelves,
): Promise<void> {
  const provider = await insertProvider(
    writer,
    publisherId,
    { ...shipped, metadata: metadataOf(shipped) },
    { hash, listing: { readme: readmeOf(shipped), skills: shipped.listing.skills } },
  );
  await publishVersion(writer, { ...provider, isNew: true }, shipped.version);
  for (const kind of SHELF_KINDS) {
    const members = shipped.listing[kind].map((slug) => ({
      owner_id: writer.ownerId,
      provider_id: provider.id,
      shelf_owner: writer.ownerId,
      shelf_id: idIn(shelves[kind], slug),
    }));
    await insertNew(writer, SHELVES[kind].members, members);
  }
}

/** Updates a stored provider, with a new version if its file has one. */
async function updateProvider(
  writer: CatalogWriter,
  id: string,
  { shipped, hash, publisherId }: ShippedFile,
): Promise<void> {
  await publishShipped(writer, { id, name: shipped.name }, shipped, hash);
  await writer.db
    .update(providers)
    .set({
      name: shipped.name,
      description: shipped.description ?? null,
      metadata: metadataOf(shipped),
      publisher_id: publisherId,
      shipped_hash: hash,
      updated_at: writer.now.toISOString(),
    })
    .where(and(eq(providers.owner_id, writer.ownerId), eq(providers.id, id)));
  await loadListing(writer, id, shipped);
}

/** The ids of the shipped categories and collections, by slug. */
type Shelves = Record<(typeof SHELF_KINDS)[number], ReadonlyMap<string, string>>;

function idIn(ids: ReadonlyMap<string, string>, slug: string): string {
  const id = ids.get(slug);
  if (id === undefined) throw new Error(`The shipped catalogue has no ${slug}`);
  return id;
}

/** Makes the shipped categories and collections, and gives them their present texts. */
async function loadShelves(writer: CatalogWriter): Promise<Shelves> {
  const [categories, collections] = await allOf(
    loadShelvesOf(writer, 'categories'),
    loadShelvesOf(writer, 'collections'),
  );
  return { categories, collections };
}

async function loadShelvesOf(
  writer: CatalogWriter,
  kind: (typeof SHELF_KINDS)[number],
): Promise<Map<string, string>> {
  const { table } = SHELVES[kind].entity;
  const stored = await writer.db
    .select({ id: table.id, slug: table.slug, name: table.name, description: table.description })
    .from(table)
    .where(eq(table.owner_id, writer.ownerId));
  const ids = SHIPPED_SHELVES[kind].map(async (shelf) => {
    const same = stored.find(({ id: _, ...row }) => isDeepStrictEqual(row, shelf));
    const { id } = same ?? (await ensureShelf(writer, SHELVES[kind], shelf));
    return [shelf.slug, id] as const;
  });
  return new Map(await allOf(...ids));
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
