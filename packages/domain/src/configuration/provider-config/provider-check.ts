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
import { breathe } from '@berth/kernel';
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
export async function providerCheckOf(
  test: VersionTest | null,
  value: JsonObject,
  secrets: readonly Pointer[],
  secrecy: Secrecy,
): Promise<ProviderCheck | null> {
  return test ? fromTemplates(test, value, secrets, secrecy) : fromUsualNames(value, secrets);
}

async function fromTemplates(
  test: VersionTest,
  value: JsonObject,
  secrets: readonly Pointer[],
  secrecy: Secrecy,
): Promise<ProviderCheck | null> {
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
      (sendsNone && secrets.length > 0) || (await lacksSecret(unfilled, value, secret, secrecy, sendsNone)),
  };
}

/**
 * Tells that one of the templates lacks a secret that the value could have; if no other credential is sent, also one
 * that only another kind of value has.
 */
async function lacksSecret(
  templates: readonly string[],
  value: JsonObject,
  present: PointerSet,
  { config_schema, config_visibility: visibility, secret_paths: marked }: Secrecy,
  sendsNone: boolean,
): Promise<boolean> {
  const places = templates
    .flatMap((template) => placesIn(template, value))
    .filter((pointer) => !isText(getAt(value, pointer)));
  if (places.length === 0) return false;
  await breathe();
  const absent = new Set(absentSecrets(config_schema, value));
  if (places.some((pointer) => absent.has(pointer) || present.touches(pointer))) return true;
  if (!sendsNone) return false;
  await breathe();
  const whole = mergePatch(value, textsAt(places)) as JsonObject;
  const secret = new PointerSet(secretLeaves(config_schema, whole, { visibility, marked }));
  return places.some((pointer) => secret.touches(pointer));
}

type Texts = Map<string, Texts>;

/** Makes an object with some text at each place. */
function textsAt(pointers: readonly Pointer[]): unknown {
  const root: Texts = new Map();
  for (const pointer of pointers) {
    let step = root;
    for (const name of parsePointer(pointer) ?? []) {
      const next = step.get(name) ?? new Map();
      step.set(name, next);
      step = next;
    }
  }
  return written(root);
}

const written = (texts: Texts): unknown =>
  texts.size === 0 ? 'some' : Object.fromEntries([...texts].map(([name, below]) => [name, written(below)]));

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
