/*
 * Every database test (`*.db.test.ts`) runs on PostgreSQL. It also runs on the embedded database when its result could
 * differ between the two. A folder ends in a slash; the entry of a file overrides that of its folder. The long run
 * (`npm run test:long`) runs every test on both.
 */

/** The tests that run on both databases, and the part that the database plays. */
export const ON_BOTH: Record<string, string> = {
  'apps/api/test/conformance/bounded-lists': 'an index of an extension takes over from a walk',
  'apps/api/test/conformance/changed-lists': 'an index of an expression takes over from a walk',
  'apps/api/test/conformance/paired-lists': 'an index of a text of two columns is walked',
  'apps/api/test/conformance/search': 'a search uses an extension that each database loads in its way',
  'apps/api/test/conformance/selection': 'each list has its own SQL',
  'apps/api/test/conformance/sorted-lists': 'orders depend on the collations of the database',
  'apps/api/test/rules/configs': 'a write of a value has the most statements',
  'apps/api/test/rules/erase': 'a job destroys rows in steps, beside writers',
  'apps/api/test/rules/follow-safely': 'a job has transactions inside its step',
  'apps/api/test/rules/idempotency': 'equal requests wait for one row',
  'apps/api/test/rules/live-vaults': 'followers are locked with their vault',
  'apps/api/test/rules/long-pages': 'the large columns of a page have their own SQL',
  'apps/api/test/rules/setup-sessions': 'rows of several resources are made in one transaction',
  'apps/api/test/rules/version-decisions': 'two decisions wait for one row',
  'apps/api/test/rules/writers': 'constraints and locks decide between writers',
  'apps/api/test/runtime/': 'a start, a stop, a crash and a job depend on the storage',
  'apps/api/test/dashboard/session': 'sessions have their own SQL',
  'apps/api/test/stall/': 'the embedded database works in a thread of the same process',
  'packages/db/': 'a connection leads to a server or to a thread, and either may end',
  'packages/domain/': 'the shipped catalogue and the data keys are written with their own SQL',
  'apps/api/test/client/catalog': 'it combines more filters in one list than the other tests',
  'apps/api/test/edge/rate-limit': 'several processes count in the same rows at once',
  'apps/api/test/faces/flowker/audit': 'its lists have filters and an order that the root face lacks',
  'apps/api/test/faces/flowker/lists': 'its lists have orders and filters that the root face lacks',
  'apps/api/test/faces/informer/checklist':
    'its lists use an offset and a count, unlike those of the root face',
  'apps/api/test/faces/informer/models': 'its lists use an offset and a count, unlike those of the root face',
  'apps/api/test/faces/informer/openapi': 'it requests every order of these lists',
  'apps/api/test/security/audit': 'the chain of events is hashed over the rows that the database returns',
  'apps/api/test/security/audit-tampering': 'the chain of events is read in parts and by time',
  'apps/api/test/security/isolation': 'foreign keys keep tenants apart',
  'apps/api/test/security/key-news': 'a process learns of a change from a counter in the database',
  'apps/api/test/security/key-under-way':
    'a write holds its key in a transaction, which PGlite runs one after the other',
  'apps/api/test/security/rotation': 'keys are changed row by row, while others write',
  'apps/api/test/security/secrecy-failures': 'the embedded database fails in ways of its own',
  'apps/api/test/setup-page/page': 'a page makes several rows in one transaction, and counts its tries',
  'apps/api/test/setup-page/sign-in': 'a sign-in is kept as bytes, taken once, and removed in parts',
  'apps/api/test/values/values': 'a value is returned as it was sent, however a column stores it',
  'apps/api/test/values/writers': 'writers of one value wait for a lock',
};

/** The tests that run on PostgreSQL only, and the reason why the database makes no difference. */
export const ON_POSTGRES: Record<string, string> = {
  'apps/api/test/conformance/': 'one driver sends the same SQL to both; the long run compares each resource',
  'apps/api/test/rules/': 'one driver sends the same statements to both; the long run runs each rule',
  'apps/api/test/client/':
    'the official client depends on answers, which the conformance tests compare on both',
  'apps/api/test/runtime/failover': 'only a server has standbys',
  'apps/api/test/runtime/pgbouncer': 'a pooler stands in front of a server',
  'apps/api/test/runtime/replicas': 'only a server has standbys',
  'apps/api/test/runtime/rolling': 'only a server has several processes',
  'apps/api/test/runtime/without-trigrams': 'only a server may lack an extension',
  'apps/api/test/faces/': 'a face translates: the rules test its calls of the domain on both',
  'apps/api/test/openapi/': 'documents are made from definitions',
  'apps/api/test/fuzz/': 'requests are checked against the documents; the long run does so on both',
  'apps/api/test/edge/': 'headers, sockets and limits of a request are checked before any statement runs',
  'apps/api/test/dashboard/': 'a page and its origin are checked before any statement runs',
  'apps/api/test/setup-page/': 'a page writes through the verbs that the rules test on both',
  'apps/api/test/security/': 'values are encrypted and keys opened outside the database',
  'apps/api/test/values/': 'the result of an edit is computed before it reaches a database',
  'apps/api/test/runtime/citus': 'only a server has the extension',
  'apps/api/test/support/': 'only a server parses statements for distributed tables',
  'packages/db/src/distribute': 'only a server has the extension',
  'packages/db/src/pools': 'only a server has several connections',
  'packages/db/src/replica-connection': 'only a server has standbys',
  'packages/db/src/replicas': 'only a server has standbys',
  'packages/client/': 'a client depends on answers only',
  'packages/resource/': 'one driver prepares the statements of both; the long run runs each',
  'apps/cli/': 'a command depends on answers only',
  'scripts/chaos/': 'crashes of the embedded database have a test among those of the runtime',
  'scripts/package/': 'the archive is started on both databases by its one test',
  'scripts/release/': 'the rows of a release are made through the API, which is the same on both',
};

const patternOf = (place: string): string =>
  place.endsWith('/') ? `${place}**/*.db.test.ts` : `${place}.db.test.ts`;

/** The patterns of the files that the embedded database runs, and of the exceptions in their folders. */
export const embedded = {
  include: Object.keys(ON_BOTH).map(patternOf),
  exclude: Object.keys(ON_POSTGRES)
    .filter((place) => !place.endsWith('/'))
    .map(patternOf),
};
