export interface Meaning {
  status: number;
  meaning: string;
  next: string;
}

/** The status and meaning of every code. Flowker's framework answers the numeric ones. */
export const codes = {
  UNAUTHORIZED: {
    status: 401,
    meaning: 'The request has no valid key.',
    next: 'Send the header X-API-Key with a key that is active, of an instance that is not archived.',
  },
  FORBIDDEN: {
    status: 403,
    meaning: 'The key may not do this.',
    next: 'Use a key that has the scope or the address that the message names.',
  },
  400: { status: 400, meaning: 'A header has a wrong form.', next: 'Correct the header.' },
  405: {
    status: 405,
    meaning: 'The path does not have this method.',
    next: 'Use one of the methods in the header Allow.',
  },
  406: { status: 406, meaning: 'The server does not answer this version.', next: 'Send no version.' },
  409: {
    status: 409,
    meaning: 'A request with the same Idempotency-Key is under way.',
    next: 'Send it again when the first one has been answered.',
  },
  412: {
    status: 412,
    meaning: 'If-Match names another version than there is, or If-None-Match one that there is.',
    next: 'Read it again, and send the ETag of now.',
  },
  413: { status: 413, meaning: 'The body is too large.', next: 'Send less at once.' },
  415: {
    status: 415,
    meaning: 'The body is encoded in a way that is not read.',
    next: 'Send plain JSON in UTF-8.',
  },
  414: { status: 414, meaning: 'The URL is too long.', next: 'Send a shorter query.' },
  422: {
    status: 422,
    meaning: 'The Idempotency-Key was used for another request.',
    next: 'Take a new key for each request.',
  },
  428: {
    status: 428,
    meaning: 'The instance takes changes with If-Match only.',
    next: 'Read the configuration, and send its ETag in If-Match.',
  },
  429: {
    status: 429,
    meaning: 'The key has made too many requests.',
    next: 'Wait as many seconds as Retry-After says.',
  },
  431: { status: 431, meaning: 'The headers are too large.', next: 'Send fewer headers.' },
  503: {
    status: 503,
    meaning: 'A service that Berth needs cannot be reached.',
    next: 'Send the request again later: nothing was changed, unless the message says so.',
  },
  507: {
    status: 507,
    meaning: 'The disk of the database is full.',
    next: 'Tell the operator of the server, and send the request again later: nothing was changed.',
  },
  'FLK-0001': {
    status: 400,
    meaning: 'The body cannot be read.',
    next: 'Send a JSON object with Content-Type: application/json; fields names the member of a wrong type.',
  },
  'FLK-0002': { status: 400, meaning: 'The id is no UUID.', next: 'Send the id as a list answers it.' },
  'FLK-0200': { status: 404, meaning: 'No such executor.', next: 'Look it up: GET /v1/catalog/executors.' },
  'FLK-0201': {
    status: 400,
    meaning: 'The config does not fit the schema of the executor.',
    next: 'Correct what fields lists, each by its JSON Pointer.',
  },
  'FLK-0210': { status: 404, meaning: 'No such trigger.', next: 'Look it up: GET /v1/catalog/triggers.' },
  'FLK-0230': { status: 404, meaning: 'No such provider.', next: 'Look it up: GET /v1/catalog/providers.' },
  'FLK-0240': { status: 404, meaning: 'No such template.', next: 'Look it up: GET /v1/catalog/templates.' },
  'FLK-0242': {
    status: 400,
    meaning: 'The parameters do not fit the schema of the template.',
    next: 'Correct what fields lists, each by its JSON Pointer.',
  },
  'FLK-0290': {
    status: 404,
    meaning: 'No such provider configuration, or the key may not see it.',
    next: 'Look it up: GET /v1/provider-configurations lists those with a name.',
  },
  'FLK-0291': {
    status: 409,
    meaning: 'Another provider configuration has the name.',
    next: 'Take another name, or change the configuration that has it.',
  },
  'FLK-0292': {
    status: 422,
    meaning: 'The provider configuration is enabled or disabled already.',
    next: 'Read it: what was asked for is done.',
  },
  'FLK-0293': {
    status: 422,
    meaning: 'The config does not fit the schema of the provider.',
    next: 'Correct what fields lists, each by its JSON Pointer.',
  },
  'FLK-0294': {
    status: 404,
    meaning: 'The catalogue has no provider with this providerId.',
    next: 'Look it up: GET /v1/catalog/providers.',
  },
  'FLK-0295': {
    status: 400,
    meaning: 'The name is missing or blank.',
    next: 'Send a name with a character that is no space.',
  },
  'FLK-0296': { status: 400, meaning: 'The name is too long.', next: 'Send a shorter name.' },
  'FLK-0298': { status: 400, meaning: 'The config is empty.', next: 'Send a config with members.' },
  'FLK-0299': { status: 400, meaning: 'The description is too long.', next: 'Send a shorter description.' },
  'FLK-0304': {
    status: 400,
    meaning: 'A parameter of the query does not fit.',
    next: 'Correct the parameter that fields names.',
  },
  'FLK-0305': {
    status: 400,
    meaning: 'A date is not RFC 3339.',
    next: 'Write it like 2026-01-31T12:00:00Z.',
  },
  'FLK-0308': {
    status: 400,
    meaning: 'The window of time ends before it begins.',
    next: 'Send a dateFrom that is not after dateTo.',
  },
  'FLK-0310': { status: 400, meaning: 'The order does not exist.', next: 'Send ASC or DESC.' },
  'FLK-0340': {
    status: 422,
    meaning: 'There is no URL to test.',
    next: 'Add base_url to the config, or a test URL to the version of the provider.',
  },
  'FLK-0341': {
    status: 422,
    meaning: 'The address may not be reached.',
    next: 'Use a public address, or set SSRF_ALLOW_PRIVATE for development.',
  },
  'FLK-0350': {
    status: 409,
    meaning: 'The configuration, or an address in it, has changed meanwhile.',
    next: 'Read it again; send secrets again when the message says so.',
  },
  'FLK-0404': {
    status: 404,
    meaning: 'Nothing is served at the path.',
    next: 'Look up the path at /docs, in the document flowker.',
  },
  'FLK-0600': { status: 404, meaning: 'No such audit event.', next: 'Look it up: GET /v1/audit-events.' },
  'FLK-9999': {
    status: 500,
    meaning: 'The server has failed.',
    next: 'Report the X-Request-Id of the answer: the log has the cause under it.',
  },
} as const satisfies Record<string, Meaning>;

export type Code = keyof typeof codes;

export const statusOf = (code: Code): number => codes[code].status;
