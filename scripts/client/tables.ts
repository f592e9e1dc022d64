import {
  camel,
  type Document,
  lastOf,
  type Operation,
  type Parameter,
  resolve,
  type Schema,
} from './document.ts';
import { writable } from './types.ts';

/** Generates the table of operations for the run time of the client and for a command line. */

export function operationTable(operations: Operation[]): string {
  const rows = operations.map(({ id, method, path, shared, own, body, answer, line, pages }) => {
    const answers = pages ? 'pages' : line === null ? 'one' : answer === null ? 'lines' : 'one or lines';
    const options = [...shared.map(camel), ...own.map(({ name }) => name)];
    const bodyKind = body === null ? 'none' : hasMembers(body.schema) ? 'given' : 'empty';
    return `  ${text({ id, method, path, options, body: bodyKind, answers })},\n`;
  });
  return `export const operations: readonly Operation[] = [\n${rows.join('')}];\n`;
}

/** Generates the place in a request of each shared option. */
export function sharedTable({ components }: Document): string {
  const rows = Object.entries(components.parameters).map(([name, parameter]) => {
    const [only, ...others] = parameter.schema.enum ?? [];
    const value = only !== undefined && others.length === 0 ? { value: only } : {};
    return `  ${camel(name)}: ${text({ in: parameter.in, name: parameter.name, ...value })},\n`;
  });
  return `export const sharedOptions: Readonly<Record<string, SharedOption>> = {\n${rows.join('')}};\n`;
}

export function descriptionTable(document: Document, operations: Operation[]): string {
  const shared = Object.entries(document.components.parameters).map(
    ([name, parameter]) => `  ${name}: ${text(describe(camel(name), parameter))},\n`,
  );
  const rows = operations.map((operation) => {
    const { id, summary, deprecated, places, own, body, answer } = operation;
    const options = [
      ...operation.shared.map((name) => `shared.${name}`),
      ...own.map((parameter) => text(describe(parameter.name, parameter))),
    ];
    return [
      `  {\n    id: ${text(id)},\n    summary: ${text(summary)},\n`,
      deprecated ? '    deprecated: true,\n' : '',
      `    places: ${text(places)},\n`,
      `    options: ${list(options)},\n`,
      `    body: ${body === null ? 'null' : list(membersOf(document, body.schema).map(text))},\n`,
      viewOf(answer) === null ? '' : `    view: ${text(viewOf(answer))},\n`,
      '  },\n',
    ].join('');
  });
  return `const shared = {\n${shared.join('')}} satisfies Record<string, OptionDescription>;\n\nexport const descriptions: readonly OperationDescription[] = [\n${rows.join('')}];\n`;
}

/** Returns the name of an answer's schema, without the members that a dry run or a first answer adds. */
const viewOf = (answer: Schema | null): string | null => {
  const [view] = answer?.allOf ?? [answer];
  return view?.$ref ? lastOf(view.$ref) : null;
};

const hasMembers = ({ $ref, properties }: Schema): boolean =>
  $ref !== undefined || Object.keys(properties ?? {}).length > 0;

const list = (items: string[]): string =>
  items.length === 0 ? '[]' : `[\n${items.map((item) => `      ${item},\n`).join('')}    ]`;

export function describe(name: string, { description, required, schema }: Parameter) {
  const base = { name, about: description, ...(required ? { required } : {}) };
  if (schema.type === 'array') return { ...base, ...kindOf(schema.items ?? {}), many: true };
  if (schema.properties) return { ...base, kind: 'window' };
  if (schema.type === 'boolean' && schema.default === false) return { ...base, kind: 'flag' };
  if (schema.enum?.length === 1) return { ...base, kind: 'flag' };
  return { ...base, ...kindOf(schema) };
}

/** Describes the members of a body for a command line that takes them as options. */
function membersOf(document: Document, schema: Schema) {
  const { properties = {}, required = [] } = resolve(document, schema);
  return writable(properties).map(([name, member]) => {
    const types = [member.type ?? []].flat();
    const many = types.includes('array') && member.items?.type === 'string';
    return {
      name,
      ...(member.description ? { about: member.description } : {}),
      ...(many ? { ...kindOf(member.items ?? {}), many } : kindOf(member)),
      ...(required.includes(name) ? { required: true } : {}),
      ...(takesNull(member) ? { nullable: true } : {}),
      ...(holdsSecrets(document, member) ? { secret: secretPaths(document, member) } : {}),
    };
  });
}

export function kindOf(schema: Schema): { kind: string; words?: unknown[] } {
  const [type = 'object'] = [schema.type ?? (schema.anyOf ? 'json' : 'object')]
    .flat()
    .filter((t) => t !== 'null');
  if (schema.enum) return { kind: 'word', words: schema.enum.filter((word) => word !== null) };
  if (schema.anyOf && branchesOf(schema).every((branch) => branch.type === 'string')) return { kind: 'text' };
  if (type === 'string') return { kind: 'text' };
  if (type === 'integer' || type === 'number' || type === 'boolean') return { kind: type };
  return { kind: 'json' };
}

/** Returns the branches of nested `anyOf`, such as those of a time, without null. */
const branchesOf = ({ anyOf, ...schema }: Schema): Schema[] =>
  anyOf ? anyOf.flatMap(branchesOf).filter(({ type }) => type !== 'null') : [schema];

const takesNull = ({ type, anyOf = [] }: Schema): boolean =>
  [type ?? []].flat().includes('null') || anyOf.some(takesNull);

const holdsSecrets = (document: Document, member: Schema): boolean =>
  secretPaths(document, member).length > 0;

/** Returns the paths below a member to write-only values; an empty path for the member itself. */
function secretPaths(document: Document, member: Schema, depth = 0): string[] {
  const schema = resolve(document, member);
  if (schema.writeOnly) return [''];
  if (depth > 4) return [];
  const below = Object.entries(schema.properties ?? {}).flatMap(([name, child]) =>
    secretPaths(document, child, depth + 1).map((path) => (path === '' ? name : `${name}.${path}`)),
  );
  const branches = [...(schema.anyOf ?? []), ...(schema.allOf ?? [])];
  return [...new Set([...below, ...branches.flatMap((branch) => secretPaths(document, branch, depth + 1))])];
}

/** Formats a value as TypeScript in the style of this repository. */
export function text(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(text).join(', ')}]`;
  if (typeof value === 'string') {
    return /['\n]/.test(value) ? JSON.stringify(value) : `'${value.replaceAll('\\', '\\\\')}'`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([name, member]) => `${name}: ${text(member)}`)
    .join(', ')} }`;
}
