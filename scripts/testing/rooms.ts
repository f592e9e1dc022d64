/*
 * Every test of a database (`*.db.test.ts`) runs on PostgreSQL, and on the embedded database as well when what it shows
 * could hold on one of the two and fail on the other. A folder ends in a slash; a file goes before its folder. The
 * long run (`npm run test:long`) runs every test on both.
 */

/** What runs on both, and what the database does to it. */
export const ON_BOTH: Record<string, string> = {
  'apps/api/test/conformance/': 'each list, filter, order and verb of each resource is SQL of its own',
  'apps/api/test/rules/': 'each rule of a write has statements of its own, and constraints and locks decide',
  'apps/api/test/runtime/': 'a start, a stop, a crash and a job depend on what keeps the data',
  'packages/db/': 'each driver has its own way to prepare a statement and to let go of it',
  'packages/domain/': 'the shipped catalogue and the data keys are written with SQL of their own',
  'apps/api/test/client/catalog': 'it joins more filters in one list than the other tests do',
  'apps/api/test/edge/rate-limit': 'a limit is shared through rows that several take from at once',
  'apps/api/test/faces/flowker/audit': 'its lists have filters and an order that the root face has not',
  'apps/api/test/faces/flowker/lists': 'its lists have orders and filters that the root face has not',
  'apps/api/test/faces/informer/checklist':
    'its lists go by offset and count, those of the root face never do',
  'apps/api/test/faces/informer/models': 'its lists go by offset and count, those of the root face never do',
  'apps/api/test/faces/informer/openapi': 'it asks for every order that these lists have',
  'apps/api/test/security/audit': 'the chain of events is hashed over what the database gives back',
  'apps/api/test/security/audit-tampering': 'the chain of events is read in parts and by time',
  'apps/api/test/security/isolation': 'foreign keys keep tenants apart',
  'apps/api/test/security/key-news': 'a process hears of a change from a counter in the database',
  'apps/api/test/security/rotation': 'keys are changed row by row, while others write',
  'apps/api/test/security/secrecy-failures': 'each driver tells in its own words what has failed',
  'apps/api/test/values/values': 'a value is given back as it was sent, whatever a column makes of it',
  'apps/api/test/values/writers': 'writers of one value wait for a lock',
};

/** What runs on PostgreSQL only, and why another database can make no difference. */
export const ON_POSTGRES: Record<string, string> = {
  'apps/api/test/client/':
    'the client of others sees answers, which conformance holds to be the same on both',
  'apps/api/test/faces/': 'a face translates: what it asks the domain for is tried on both among the rules',
  'apps/api/test/openapi/': 'a document describes definitions',
  'apps/api/test/fuzz/': 'requests are held against the documents; the long run does it on both',
  'apps/api/test/edge/':
    'headers, sockets and limits of a request are read before anything is asked of a database',
  'apps/api/test/security/': 'values are sealed, and keys opened, before and after they are in a database',
  'apps/api/test/values/': 'what an edit makes of a value is computed before it reaches a database',
  'packages/client/': 'a client sees answers',
  'apps/cli/': 'a command sees answers',
  'scripts/release/': 'the rows of a release are made over the API, which is the same on both',
  'apps/api/test/conformance/bodies': 'a body is refused before anything is asked of a database',
  'apps/api/test/conformance/plans':
    'plans are those of PostgreSQL, at a size that the embedded database is not for',
  'apps/api/test/conformance/queries': 'statements are counted before a driver sees them',
  'apps/api/test/conformance/shapes': 'answers are held against the types of the official client',
};

const patternOf = (place: string): string =>
  place.endsWith('/') ? `${place}**/*.db.test.ts` : `${place}.db.test.ts`;

/** Patterns of the files that the embedded database runs, and of those in their folders that it leaves out. */
export const embedded = {
  include: Object.keys(ON_BOTH).map(patternOf),
  exclude: Object.keys(ON_POSTGRES)
    .filter((place) => !place.endsWith('/'))
    .map(patternOf),
};
