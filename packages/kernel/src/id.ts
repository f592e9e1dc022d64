import { randomBytes } from 'node:crypto';

/** The kinds of entities that have ids, each with its prefix. One table, so that no prefix is used twice. */
export const prefixes = {
  instance: 'ins',
  organization: 'org',
  project: 'prj',
  apiKey: 'apk',
  request: 'req',
  dataKey: 'dek',
  publisher: 'pub',
  provider: 'pro',
  providerVersion: 'prv',
  versionApproval: 'pva',
  specification: 'psp',
  tool: 'pto',
  authMethod: 'pam',
  authMethodScope: 'pamsco',
  trigger: 'ptr',
  listing: 'plg',
  category: 'pca',
  collection: 'pco',
  group: 'pgr',
  deployment: 'pde',
  configVault: 'pcvt',
  providerConfig: 'pcf',
  authConfig: 'pac',
  authCredentials: 'par',
  authImport: 'paci',
  authExport: 'pace',
  setupSession: 'pas',
  model: 'mdl',
  valueRevision: 'pvr',
  auditEvent: 'aev',
  auditKey: 'ask',
  job: 'job',
  consumer: 'con',
  consumerProfile: 'cpf',
  identityActor: 'iac',
  agent: 'agt',
  identity: 'idn',
  identityCredential: 'icr',
  delegationConfig: 'idc',
  delegation: 'ide',
  delegationRequest: 'idr',
  delegationParty: 'idp',
  delegationAttestation: 'ida',
  delegationOverride: 'ido',
} as const;

export type Kind = keyof typeof prefixes;

/** A TypeID: `<prefix>_` and 26 base-32 digits of a UUIDv7. Ids of one kind sort by creation. */
export type Id<K extends Kind = Kind> = `${(typeof prefixes)[K]}_${string}`;

const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const BODY = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/**
 * The most milliseconds by which the time in an id is ahead of the moment that it was made for. The time is ahead while
 * the clock stands still or steps back, and for a request that began before others.
 */
export const ID_LEAD_MS = 60_000;

/** The newest place of a run of moments that lie less than `ID_LEAD_MS` apart. */
interface Run {
  lastMs: number;
  sequence: number;
}

/**
 * The newest runs, the latest moment first. They differ when the clock has leapt, and for requests that began long
 * before others: a return to a run goes on behind its ids.
 */
const runs: Run[] = [];
const MOST_RUNS = 64;

const RANDOM_BYTES = 10;
/** Random bytes fetched for many ids at once: fetching them for one id takes longer than the rest of making it. */
let pool = Buffer.alloc(0);

/**
 * Makes a new id. Ids made by one process rise strictly, also within a millisecond and when the clock steps back by
 * less than `ID_LEAD_MS`: the 12 bits after the timestamp count up from a random start (RFC 9562 §6.2, method 1).
 */
export function newId<K extends Kind>(kind: K, now: Date): Id<K> {
  if (pool.length < RANDOM_BYTES) pool = randomBytes(256 * RANDOM_BYTES);
  const random = pool.subarray(0, RANDOM_BYTES);
  pool = pool.subarray(RANDOM_BYTES);
  const place = nextPlace(now.getTime(), random);
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(place.lastMs, 0, 6);
  bytes.writeUInt16BE(0x7000 | place.sequence, 6);
  random.copy(bytes, 8, 0, 8);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return `${prefixes[kind]}_${encode(bytes)}` as Id<K>;
}

/** Moves the latest run that is not too far ahead of the moment to its next place, or begins a run. */
function nextPlace(ms: number, random: Buffer): Run {
  const index = runs.findIndex(({ lastMs }) => lastMs - ms < ID_LEAD_MS);
  const run = runs[index];
  if (!run || ms - run.lastMs >= ID_LEAD_MS) {
    const begun = { lastMs: ms, sequence: sequenceStart(random) };
    runs.splice(run ? index : runs.length, 0, begun);
    if (runs.length > MOST_RUNS) runs.splice(runs.at(-1) === begun ? 0 : MOST_RUNS, 1);
    return begun;
  }
  if (ms > run.lastMs) {
    run.lastMs = ms;
    run.sequence = sequenceStart(random);
  } else if (++run.sequence > 0xfff) {
    run.lastMs += 1;
    run.sequence = 0;
  }
  return run;
}

const sequenceStart = (random: Buffer): number => random.readUInt16BE(8) & 0x7ff;

/** A text that sorts before every id of the kind made for the moment or later. */
export function firstId(kind: Kind, moment: Date): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(Math.max(moment.getTime(), 0), 0, 6);
  return `${prefixes[kind]}_${encode(bytes)}`;
}

/** A text that sorts after every id of the kind made for a moment before this one. */
export const lastId = (kind: Kind, moment: Date): string =>
  firstId(kind, new Date(moment.getTime() + ID_LEAD_MS));

/** Checks the form of an id of this kind. The row need not exist. */
export function isId<K extends Kind>(kind: K, text: string): text is Id<K> {
  const prefix = `${prefixes[kind]}_`;
  return text.startsWith(prefix) && BODY.test(text.slice(prefix.length));
}

/** The digits after the prefix of an id. */
export const digitsOf = (id: Id): string => id.slice(id.lastIndexOf('_') + 1);

/** The id of another kind with the same UUID, such as the project of an instance. */
export function sameUuid<K extends Kind>(kind: K, id: Id): Id<K> {
  return `${prefixes[kind]}_${digitsOf(id)}` as Id<K>;
}

/** The UUID in an id, with hyphens (RFC 9562 §4). */
export function uuidOf(id: Id): string {
  let value = 0n;
  for (const digit of digitsOf(id)) value = value * 32n + BigInt(DIGITS.indexOf(digit));
  const hex = value.toString(16).padStart(32, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The id of a kind for a UUID given as 32 hexadecimal digits. */
export function idWithUuid<K extends Kind>(kind: K, hex: string): Id<K> {
  return `${prefixes[kind]}_${encode(Buffer.from(hex, 'hex'))}` as Id<K>;
}

/** Encodes a 16-byte UUID in base 32 by the TypeID specification 0.3: 130 bits, the first two always zero. */
function encode(bytes: Buffer): string {
  let text = '';
  let bits = 0;
  let count = 2;
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    count += 8;
    while (count >= 5) {
      count -= 5;
      text += DIGITS.charAt((bits >> count) & 31);
    }
    bits &= (1 << count) - 1;
  }
  return text;
}
