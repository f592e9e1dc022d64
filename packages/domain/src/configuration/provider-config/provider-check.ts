import type { ProviderCheck } from '@berth/connectivity';
import {
  absentSecrets,
  getAt,
  mergePatch,
  type Pointer,
  PointerSet,
  parsePointer,
  secretLeaves,
} from '@berth/json-schema';
import type { VersionTest } from '../../catalog/tables/provider-version.ts';
import {
  type Filled,
  fill,
  fillUrl,
  isText,
  type JsonObject,
  placesIn,
  type Specification,
  usualUrlName,
} from '../value/index.ts';
import { fillHeader } from './header-template.ts';

/** The parts of a specification that say which leaves are secret. */
export type Secrecy = Pick<Specification, 'config_schema' | 'config_visibility' | 'secret_paths'>;

/**
 * Builds the request that tests a value: from the version's test, else from the usual member names. Null when there is
 * no address. A header with a secret leaf is a credential; a header with a missing leaf is left out.
 */
export function providerCheckOf(
  test: VersionTest | null,
  value: JsonObject,
  secrets: readonly Pointer[],
  secrecy: Secrecy,
): ProviderCheck | null {
  return test ? fromTemplates(test, value, secrets, secrecy) : fromUsualNames(value, secrets);
}

function fromTemplates(
  test: VersionTest,
  value: JsonObject,
  secrets: readonly Pointer[],
  secrecy: Secrecy,
): ProviderCheck | null {
  const url = fillUrl(test.url, value);
  if (!url) return null;
  const secret = new PointerSet(secrets);
  const isSecret = ({ used }: Filled) => used.some((pointer) => secret.touches(pointer));
  const plain: [string, string][] = [];
  const credentials: [string, string][] = [];
  const unfilled: string[] = [];
  for (const [name, template] of Object.entries(test.headers ?? {})) {
    const header = fillHeader(template, (part) => fill(part, value));
    if (!header) unfilled.push(template);
    else if (header.text !== '') (isSecret(header) ? credentials : plain).push([name, header.text]);
  }
  const sendsNone = credentials.length === 0 && !isSecret(url);
  return {
    url: url.text,
    urlIsSecret: isSecret(url),
    method: 'GET',
    headers: Object.fromEntries(plain),
    credentials: Object.fromEntries(credentials),
    lacksCredentials:
      (sendsNone && secrets.length > 0) ||
      unfilled.some((template) => lacksSecret(template, value, secret, secrecy, sendsNone)),
  };
}

/**
 * Tells that a header lacks a secret that the value could have; if no other credential is sent, also one that only
 * another kind of value has.
 */
function lacksSecret(
  template: string,
  value: JsonObject,
  present: PointerSet,
  { config_schema, config_visibility: visibility, secret_paths: marked }: Secrecy,
  sendsNone: boolean,
): boolean {
  const places = placesIn(template, value).filter((pointer) => !isText(getAt(value, pointer)));
  const absent = new Set(absentSecrets(config_schema, value));
  if (places.some((pointer) => absent.has(pointer) || present.touches(pointer))) return true;
  if (!sendsNone) return false;
  const whole = places.reduce((rest, pointer) => mergePatch(rest, leafAt(pointer)) as JsonObject, value);
  const secret = new PointerSet(secretLeaves(config_schema, whole, { visibility, marked }));
  return places.some((pointer) => secret.touches(pointer));
}

/** Makes an object with some text at a place. */
const leafAt = (pointer: Pointer): unknown =>
  (parsePointer(pointer) ?? []).reduceRight<unknown>((inner, name) => ({ [name]: inner }), 'some');

function fromUsualNames(value: JsonObject, secrets: readonly Pointer[]): ProviderCheck | null {
  const url = value[usualUrlName(value) ?? ''];
  if (typeof url !== 'string') return null;
  const { api_key, headers } = value;
  const named = typeof headers === 'object' && headers !== null ? Object.entries(headers) : [];
  const sent = named.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const own = typeof api_key === 'string' && api_key !== '' ? [['Authorization', `Bearer ${api_key}`]] : [];
  const overridden = sent.some(([name]) => name.toLowerCase() === 'authorization');
  const credentials = Object.fromEntries([...(overridden ? [] : own), ...sent]);
  return {
    url,
    urlIsSecret: false,
    method: 'GET',
    headers: {},
    credentials,
    lacksCredentials: Object.keys(credentials).length === 0 && secrets.length > 0,
  };
}
