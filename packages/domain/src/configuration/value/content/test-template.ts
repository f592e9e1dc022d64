import { getAt, type Pointer, toPointer } from '@berth/json-schema';
import { PLACEHOLDER, stepsOfName } from '../../../catalog/placeholders.ts';
import type { VersionTest } from '../../../catalog/tables/provider-version.ts';
import type { JsonObject } from './document.ts';

/** Members that usually hold the address of a provider without its own test (Flowker's rule). */
const URL_NAMES = ['base_url', 'onboarding_base_url', 'transaction_base_url'];

/** The address among the usual members of a value; undefined when none of them has a text. */
export const usualUrlName = (value: JsonObject): string | undefined =>
  URL_NAMES.find((name) => typeof value[name] === 'string' && value[name] !== '');

/** A filled template, and the places of the value that it is made of. */
export interface Filled {
  text: string;
  used: Pointer[];
}

/** The places that the placeholders of a template name. */
export const placesIn = (template: string, value: JsonObject): Pointer[] =>
  [...template.matchAll(PLACEHOLDER)].map(([, name = '']) => placeOfName(value, name));

/** Beyond it a filled template counts as not whole, in characters. */
const LONGEST_FILLED = 64 * 1024;

/** Fills the `{placeholders}` of a template; null when a leaf is missing, empty, or no text, number or boolean. */
export function fill(
  template: string,
  value: JsonObject,
  encode: (text: string, at: number) => string = (text) => text,
): Filled | null {
  const used: Pointer[] = [];
  let isWhole = true;
  let length = 0;
  const text = template.replace(PLACEHOLDER, (_match, name: string, at: number) => {
    const pointer = placeOfName(value, name);
    const leaf = getAt(value, pointer);
    used.push(pointer);
    // A template may name a long leaf hundreds of times
    length += String(leaf).length;
    if (!isText(leaf) || length > LONGEST_FILLED) isWhole = false;
    if (!isWhole) return '';
    return encode(String(leaf), at);
  });
  return isWhole ? { text, used } : null;
}

/** True for a leaf that can be written into a template. */
export const isText = (leaf: unknown): boolean =>
  leaf !== '' && ['string', 'number', 'boolean'].includes(typeof leaf);

/** Fills the URL of a test. Its origin is filled in as an address, the rest is escaped. */
export function fillUrl(url: string, value: JsonObject): Filled | null {
  const path = pathAt(url);
  return fill(url, value, (text, at) => (at < path ? text : encodeURIComponent(text)));
}

/** Finds the start of the path in a URL template. */
function pathAt(url: string): number {
  const authority = url.indexOf('://');
  const at = url.indexOf('/', authority === -1 ? 0 : authority + 3);
  return at === -1 ? url.length : at;
}

/** The template of the origin that a test asks; null when it asks none. */
export const originTemplate = (test: VersionTest | null, value: JsonObject): string | null => {
  const url = urlOf(test, value);
  return url === null ? null : url.slice(0, pathAt(url));
};

/** The places of a value that the origin of a test's URL is made of. */
export const originPlaces = (test: VersionTest | null, value: JsonObject): Pointer[] =>
  [...new Set(placesIn(originTemplate(test, value) ?? '', value))].sort();

/** The origin (RFC 6454) that a test asks with a value; null when the value makes no URL. */
export function originOf(test: VersionTest | null, value: JsonObject): string | null {
  const url = urlOf(test, value);
  const filled = url === null ? null : fillUrl(url, value);
  if (filled === null || !URL.canParse(filled.text)) return null;
  const { protocol, host } = new URL(filled.text);
  return `${protocol}//${host}`;
}

/** The headers of a test as templates, with names in lower case. */
export const headersOf = ({ headers = {} }: VersionTest): Map<string, string> =>
  new Map(Object.entries(headers).map(([name, template]) => [name.toLowerCase(), template]));

/** The template of the URL that a test asks; null without a test and without a usual member. */
function urlOf(test: VersionTest | null, value: JsonObject): string | null {
  if (test) return test.url;
  const name = usualUrlName(value);
  return name === undefined ? null : `{${name}}`;
}

/** The place that a placeholder names: a member of the value, or a path down to one with slashes or dots. */
export const placeOfName = (value: JsonObject, name: string): Pointer =>
  toPointer(Object.hasOwn(value, name) ? [name] : stepsOfName(name));
