import { isObject, type MethodForm, type PageForms, type Submission } from '@berth/domain';
import { findUnstorable, type Problem, parseExactJson } from '@berth/kernel';
import { authForm, type Shown } from './page-html.ts';
import type { Request } from './pages.ts';
import { type Entries, FormTooLarge, type ReadForm, readForm } from './read-form.ts';
import { pageTexts } from './texts.ts';
import type { Cookie } from './ticket.ts';

const MOST_BYTES = 256 * 1024;
const MOST_PAIRS = 2_000;

/** Reads the fields of a form. @throws FormTooLarge. */
export async function readEntries(c: Request): Promise<Entries> {
  const text = await textOf(c.req.raw);
  const entries = new Map<string, string[]>();
  let pairs = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    if (++pairs > MOST_PAIRS) throw new FormTooLarge();
    entries.set(name, [...(entries.get(name) ?? []), value]);
  }
  return entries;
}

/** Reads a body of bounded length, without trust in its announced length. @throws FormTooLarge. */
async function textOf({ body }: { body: ReadableStream<Uint8Array> | null }): Promise<string> {
  if (!body) return '';
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.byteLength;
    if (bytes > MOST_BYTES) throw new FormTooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

export type Parts = Record<'auth' | 'config', ReadForm | null>;

/** The field in which the script sends the values of both parts, as JSON text, in the place of their fields. */
const VALUE = '_value';

/** True for a form that the script sent: its answer is JSON. */
export const isScripted = (entries: Entries | null): boolean => entries?.has(VALUE) ?? false;

/** True for a form without content: the script has drawn it, and the browser sent it without the script. */
export const isEmptied = (entries: Entries): boolean => entries.has('_drawn') && !isScripted(entries);

/** Thrown for a text that the script never sends: no JSON object, or one with members or digits that would be lost. */
export class FormUnreadable extends Error {}

/** Reads the values of a form. @throws FormTooLarge, FormUnreadable. */
export function readParts(pageForms: PageForms, entries: Entries): Parts {
  const auth = authForm(pageForms);
  const sent = entries.get(VALUE)?.[0];
  if (sent !== undefined) {
    const values = valuesIn(sent);
    const part = (name: string, isAsked = true): ReadForm => ({
      value: isAsked && Object.hasOwn(values, name) ? values[name] : undefined,
      fields: new Map(),
      labels: new Map(),
      broken: [],
    });
    return {
      auth: auth && part('auth', methodOf(pageForms, entries) !== undefined),
      config: pageForms.config && part('config'),
    };
  }
  return {
    auth: auth && readForm(auth, 'auth', entries),
    config: pageForms.config && readForm(pageForms.config, 'config', entries),
  };
}

function valuesIn(text: string): Record<string, unknown> {
  let read: ReturnType<typeof parseExactJson>;
  try {
    read = parseExactJson(text);
  } catch {
    throw new FormUnreadable();
  }
  if (!isObject(read.value) || read.problems.length > 0) throw new FormUnreadable();
  return read.value;
}

/** Finds texts that are no JSON, texts that cannot be stored, and a method that was not picked. */
export function problemsOfReading(pageForms: PageForms, entries: Entries, parts: Parts): Shown[] {
  return Object.entries(parts).flatMap(([name, part]) => {
    if (!part) return [];
    const broken = part.broken.map((field) => ({
      field,
      label: part.labels.get(field) ?? '',
      message: pageTexts.broken,
      path: [name],
    }));
    const unstorable = findUnstorable(part.value ?? {});
    const refused = unstorable ? [shownOf({ ...unstorable, path: [name, ...unstorable.path] }, parts)] : [];
    const unpicked =
      name === 'auth' && methodOf(pageForms, entries) === undefined
        ? [
            {
              field: 'auth',
              label: part.labels.get('auth') ?? '',
              message: pageTexts.pickMethod,
              path: [name],
            },
          ]
        : [];
    return [...broken, ...refused, ...unpicked];
  });
}

/** Finds the auth method that the visitor has picked, or the only one. */
function methodOf({ methods }: PageForms, entries: Entries): MethodForm | undefined {
  const picked = entries.get('auth')?.[0] ?? '';
  return methods.length === 1 ? methods[0] : picked === '' ? undefined : methods[Number(picked)];
}

export function submissionOf(
  { browser }: Cookie,
  pageForms: PageForms,
  entries: Entries,
  parts: Parts,
): Submission {
  const method = methodOf(pageForms, entries);
  return {
    browser,
    auth: method && parts.auth ? { methodId: method.id, value: objectOf(parts.auth.value) } : null,
    config: parts.config ? objectOf(parts.config.value) : null,
  };
}

/** The value of a form whose root is an object. A root of another kind is refused by the schema of its provider. */
export const objectOf = (value: unknown): Record<string, unknown> => (isObject(value) ? value : {});

/** Sorts problems as their fields stand on the page; those of no field come first. */
export function inOrder(shown: readonly Shown[], parts: Parts): Shown[] {
  const names = [parts.auth, parts.config].flatMap((part) => [...(part?.labels.keys() ?? [])]);
  const places = new Map(names.map((name, i) => [name, i]));
  const placeOf = ({ field }: Shown) => places.get(field ?? '') ?? -1;
  return shown.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** Places a problem at its field, or at that of the nearest part above it. */
export function shownOf({ path, message }: Problem, parts: Parts): Shown {
  const [name, ...steps] = path;
  const part = parts[name as keyof Parts];
  for (let length = steps.length; part && length >= 0; length--) {
    const field = part.fields.get(JSON.stringify(steps.slice(0, length)));
    if (field === undefined || field === name) continue;
    return { field, label: part.labels.get(field) ?? '', message, path };
  }
  return { field: null, label: '', message, path };
}
