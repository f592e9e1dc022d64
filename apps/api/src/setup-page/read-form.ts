import { type FormField, isObject } from '@berth/domain';
import { isExact, parseExactJson } from '@berth/kernel';

/** The fields that a browser sent, by name. */
export type Entries = ReadonlyMap<string, readonly string[]>;

/** The value of a form, and the field of each place of the value. */
export interface ReadForm {
  /** Undefined when nothing was filled in. */
  value: unknown;
  /** The name of the field for each JSON path, as text: `["auth","token"]`. */
  fields: Map<string, string>;
  /** The label of each field, by its name. */
  labels: Map<string, string>;
  /** The names of fields whose JSON cannot be read. */
  broken: string[];
}

const MOST_FIELDS = 20_000;

/** Thrown for a form with more fields than any page has. */
export class FormTooLarge extends Error {}

interface Found {
  value: unknown;
  /** True when the visitor wrote anything that was not there before. */
  touched: boolean;
}

const LINE_END = /\r\n?/g;
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** Names the field of an item of a list, or of a branch of a union. Names of members hold neither sign. */
export const itemName = (name: string, index: number): string => `${name}/+${index}`;
export const branchName = (name: string, index: number): string => `${name}/@${index}`;
export const memberName = (name: string, member: string): string => `${name}/${encodeURIComponent(member)}`;

/** The most items that a list of a page has. */
export const MOST_ITEMS = 50;

/** Reads the value of a form from the fields of a browser. */
export function readForm(form: FormField, name: string, entries: Entries): ReadForm {
  const result: ReadForm = { value: undefined, fields: new Map(), labels: new Map(), broken: [] };
  let left = MOST_FIELDS;
  result.value = read(form, name, [])?.value;
  return result;

  function read(field: FormField, at: string, path: readonly string[]): Found | null {
    if (left-- < 0) throw new FormTooLarge();
    const place = JSON.stringify(path);
    result.labels.set(at, field.label);
    result.fields.set(place, at); // the innermost field of a place is the one to see
    const raw = entries.get(at)?.[0]?.replace(LINE_END, '\n') ?? '';
    switch (field.kind) {
      case 'constant':
        return { value: field.value, touched: false };
      case 'text': {
        const text = field.masked || field.multiline ? raw : raw.trim();
        return text === '' ? null : { value: text, touched: text !== field.preset };
      }
      case 'number': {
        const text = raw.trim();
        if (text === '') return null;
        const value = numberOf(text);
        return { value, touched: value !== field.preset };
      }
      case 'boolean': {
        if (field.preset === null) return raw === '' ? null : { value: raw === 'true', touched: true };
        const value = raw === 'true';
        return { value, touched: value !== field.preset };
      }
      case 'choice': {
        const option = raw === '' ? undefined : field.options[Number(raw)];
        return option ? { value: option.value, touched: Number(raw) !== field.preset } : null;
      }
      case 'choices': {
        const chosen = (entries.get(at) ?? []).flatMap((index) => field.options[Number(index)] ?? []);
        if (chosen.length === 0 && !field.required) return null;
        return { value: chosen.map(({ value }) => value), touched: chosen.length > 0 };
      }
      case 'lines': {
        const lines = raw.split('\n').flatMap((line) => line.trim() || []);
        if (lines.length === 0 && !field.required) return null;
        lines.forEach((_, i) => {
          result.fields.set(JSON.stringify([...path, String(i)]), at);
        });
        const value = field.of === 'number' ? lines.map(numberOf) : lines;
        return { value, touched: lines.length > 0 };
      }
      case 'json': {
        if (raw.trim() === '') return null;
        const value = jsonOf(raw);
        if (value === undefined) result.broken.push(at);
        return { value: value ?? null, touched: true };
      }
      case 'list': {
        const items = indexesOf(at, entries).flatMap((index, i) => {
          const found = read(field.item, itemName(at, index), [...path, String(i)]);
          return found ? [found] : [];
        });
        if (items.length === 0 && !field.required) return null;
        return { value: items.map(({ value }) => value), touched: items.length > 0 };
      }
      case 'union': {
        const index = raw === '' ? -1 : Number(raw);
        const branch = field.branches[index];
        if (!branch) return null;
        const found = read(branch.field, branchName(at, index), path);
        const touched = (found?.touched ?? false) || index !== field.preset;
        return found ? { ...found, touched } : null;
      }
      case 'group': {
        const value: [string, unknown][] = [];
        let touched = false;
        for (const { name: member, field: below } of field.members) {
          const found = read(below, memberName(at, member), [...path, member]);
          if (!found) continue;
          value.push([member, found.value]);
          touched ||= found.touched;
        }
        field.unions.forEach((union, i) => {
          const found = read(union, unionName(at, i), path);
          if (!found || !isObject(found.value)) return;
          value.push(...Object.entries(found.value));
          touched ||= found.touched;
        });
        return touched || field.required ? { value: Object.fromEntries(value), touched } : null;
      }
    }
  }
}

/** Names the picker of a group. */
export const unionName = (name: string, index: number): string => `${name}/=${index}`;

/** The indexes of the items of a list that the browser sent. */
export const indexesOf = (name: string, entries: Entries): number[] =>
  Array.from({ length: MOST_ITEMS }, (_, i) => i).filter((i) => entries.has(itemName(name, i)));

/** Reads an exact number, and -0 as 0. Any other text stays, so that the schema refuses it. */
const numberOf = (text: string): string | number =>
  NUMBER.test(text) && isExact(text) ? Number(text) + 0 : text;

/** Reads JSON; undefined for a text that is none, or that holds a number that would be changed. */
function jsonOf(text: string): unknown {
  try {
    const { value, problems } = parseExactJson(text);
    return problems.length === 0 ? value : undefined;
  } catch {
    return undefined;
  }
}
