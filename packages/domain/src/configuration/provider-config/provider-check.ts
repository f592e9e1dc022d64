import type { ProviderCheck } from '@berth/connectivity';
import { getAt, type Pointer, PointerSet } from '@berth/json-schema';
import type { VersionTest } from '../../catalog/tables/provider-version.ts';
import { type JsonObject, placeOfName } from '../value/index.ts';

/** Members that usually hold the address of a provider without its own test (Flowker's rule). */
const URL_NAMES = ['base_url', 'onboarding_base_url', 'transaction_base_url'];

/**
 * Builds the request that tests a value: from the version's test, else from the usual member names. Null when there is
 * no address. A header with a secret leaf is a credential; a header with a missing leaf is left out.
 */
export function providerCheckOf(
  test: VersionTest | null,
  value: JsonObject,
  secrets: readonly Pointer[],
): ProviderCheck | null {
  return test ? fromTemplates(test, value, secrets) : fromUsualNames(value);
}

function fromTemplates(
  test: VersionTest,
  value: JsonObject,
  secrets: readonly Pointer[],
): ProviderCheck | null {
  const path = pathAt(test.url);
  const url = fill(test.url, value, (text, at) => (at < path ? text : encodeURIComponent(text)));
  if (!url) return null;
  const secret = new PointerSet(secrets);
  const isSecret = ({ used }: Filled) => used.some((pointer) => secret.touches(pointer));
  const plain: [string, string][] = [];
  const credentials: [string, string][] = [];
  for (const [name, template] of Object.entries(test.headers ?? {})) {
    const header = fill(template, value, (text) => text);
    if (header) (isSecret(header) ? credentials : plain).push([name, header.text]);
  }
  return {
    url: url.text,
    urlIsSecret: isSecret(url),
    method: 'GET',
    headers: Object.fromEntries(plain),
    credentials: Object.fromEntries(credentials),
  };
}

/** Finds the start of the path in a URL template. The part before it is filled in as an address, unescaped. */
function pathAt(url: string): number {
  const authority = url.indexOf('://');
  const at = url.indexOf('/', authority === -1 ? 0 : authority + 3);
  return at === -1 ? url.length : at;
}

function fromUsualNames(value: JsonObject): ProviderCheck | null {
  const url = URL_NAMES.map((name) => value[name]).find((text) => typeof text === 'string' && text !== '');
  if (typeof url !== 'string') return null;
  const { api_key, headers } = value;
  const named = typeof headers === 'object' && headers !== null ? Object.entries(headers) : [];
  const sent = named.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const own = typeof api_key === 'string' && api_key !== '' ? [['Authorization', `Bearer ${api_key}`]] : [];
  const overridden = sent.some(([name]) => name.toLowerCase() === 'authorization');
  return {
    url,
    urlIsSecret: false,
    method: 'GET',
    headers: {},
    credentials: Object.fromEntries([...(overridden ? [] : own), ...sent]),
  };
}

interface Filled {
  text: string;
  used: Pointer[];
}

/** Fills the `{placeholders}` of a template; null when a leaf is missing, empty, or no text, number or boolean. */
function fill(
  template: string,
  value: JsonObject,
  encode: (text: string, at: number) => string,
): Filled | null {
  const used: Pointer[] = [];
  let isWhole = true;
  const text = template.replace(/\{([^{}]+)\}/g, (_match, name: string, at: number) => {
    const pointer = placeOfName(value, name);
    const leaf = getAt(value, pointer);
    used.push(pointer);
    if (leaf === '' || !['string', 'number', 'boolean'].includes(typeof leaf)) isWhole = false;
    return encode(String(leaf), at);
  });
  return isWhole ? { text, used } : null;
}
