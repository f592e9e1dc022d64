import { type Document, type Operation, readExample, resolve, type Schema } from './document.ts';
import { describe, kindOf, text } from './tables.ts';

/** Generates the table of resources for a program that shows them all alike, such as the dashboard. */
export function resourceTable(document: Document, operations: Operation[]): string {
  const lists = operations.filter(
    ({ id, path, pages, deprecated }) => isOwnList(id, path) && pages && !deprecated,
  );
  const rows = lists.map((list) => `  ${text(resourceOf(document, operations, list))},\n`);
  return `export const resources: readonly ResourceDescription[] = [\n${rows.join('')}];\n`;
}

const isOwnList = (id: string, path: string): boolean => /^\w+\.list$/.test(id) && !path.includes('{');

const VERBS = ['get', 'create', 'update', 'archive', 'unarchive', 'dependents'] as const;

/** Filters that every list has or that the words of a search stand for. */
const NOT_FILTERS = new Set(['after', 'before', 'expand', 'fields', 'search']);

function resourceOf(document: Document, operations: Operation[], list: Operation) {
  const name = list.id.slice(0, -'.list'.length);
  const row = rowOf(document, list);
  const { properties = {} } = resolve(document, row);
  const verbs = VERBS.flatMap((verb) => {
    const found = operations.find(({ id }) => id === `${name}.${verb}`);
    return found ? [[verb, found.scopes] as const] : [];
  });
  const example = readExample(document, list) as { items?: { id?: string }[] } | undefined;
  return {
    name,
    path: list.path.slice(1),
    title: list.tag,
    about: document.tags.find(({ name }) => name === list.tag)?.description ?? '',
    object: String(properties.object?.const ?? ''),
    prefix: /^([a-z]+)_/.exec(example?.items?.[0]?.id ?? '')?.[1] ?? '',
    scopes: { list: list.scopes, ...Object.fromEntries(verbs) },
    searches: list.own.some((parameter) => parameter.name === 'search'),
    expands: list.own.find((parameter) => parameter.name === 'expand')?.schema.items?.enum ?? [],
    filters: list.own
      .filter((parameter) => !NOT_FILTERS.has(parameter.name))
      .map((parameter) => {
        const { about: _, ...rest } = describe(parameter.name, parameter);
        return rest;
      }),
    members: Object.entries(properties)
      .filter(([member]) => member !== 'object')
      .map(([member, schema]) => ({ name: member, ...memberKind(document, member, schema) })),
    writes: bodyMembers(
      document,
      operations.find(({ id }) => id === `${name}.update`),
    ),
  };
}

/** Returns the names of the members that an update takes. */
function bodyMembers(document: Document, update: Operation | undefined): string[] {
  return Object.keys(resolve(document, update?.body?.schema ?? {}).properties ?? {});
}

const rowOf = (document: Document, { answer }: Operation): Schema =>
  resolve(document, answer ?? {}).properties?.items?.items ?? {};

/** Tells how a member of a row is shown. `row` is an embedded row, `id` the id of another one. */
function memberKind(document: Document, name: string, schema: Schema): { kind: string; words?: unknown[] } {
  const [branch = schema] = (schema.anyOf ?? []).filter(({ type }) => type !== 'null');
  const plain = schema.anyOf && schema.anyOf.length <= 2 ? branch : schema;
  const { properties = {}, format } = resolve(document, plain);
  if (format === 'date-time') return { kind: 'time' };
  if (name === 'id' || /_ids?$/.test(name)) return { kind: 'id' };
  if (plain.$ref && properties.id) return { kind: 'row' };
  return kindOf(plain.$ref ? resolve(document, plain) : plain);
}
