import { camel, type Document, lastOf, type Parameter, type Schema } from './document.ts';

/** Converts JSON Schema to TypeScript. An unknown construct is an error, so that none is silently lost. */

/** Returns the type of a schema as text. */
export function typeOf(schema: Schema, indent = ''): string {
  if (schema.$ref) return lastOf(schema.$ref);
  if (schema.allOf) return schema.allOf.map((part) => grouped(typeOf(part, indent))).join(' & ');
  if (schema.anyOf) return union(schema.anyOf.map((part) => typeOf(part, indent)));
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum) return union(schema.enum.map(literal));
  if (Array.isArray(schema.type)) {
    return union(schema.type.map((type) => typeOf({ ...schema, type }, indent)));
  }
  switch (schema.type) {
    case undefined:
      return 'unknown';
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return `${grouped(typeOf(schema.items ?? {}, indent))}[]`;
    case 'object':
      return schema.oneOf ? choiceType(schema, schema.oneOf, indent) : objectType(schema, indent);
    default:
      throw new Error(`The generator does not know the type ${schema.type}.`);
  }
}

/** Generates an object of which one of several sets of members is required, and the others are left out. */
function choiceType(schema: Schema, branches: { required: string[] }[], indent: string): string {
  const { properties = {}, required = [] } = schema;
  const chosen = branches.flatMap((branch) => branch.required);
  const common = Object.fromEntries(Object.entries(properties).filter(([name]) => !chosen.includes(name)));
  const inner = `${indent}  `;
  const choices = branches.map((branch) => {
    const members = chosen.map((name) => {
      const isIn = branch.required.includes(name);
      const member = properties[name] ?? {};
      const doc = isIn ? docOf(member.description, inner) : '';
      return `${doc}${inner}${isIn ? memberOf(name, typeOf(member, inner), true) : `${name}?: undefined;`}`;
    });
    return `{\n${members.join('\n')}\n${indent}}`;
  });
  return `${objectType({ properties: common, required }, indent)} & (${choices.join(' | ')})`;
}

function objectType(
  { properties = {}, required = [], additionalProperties }: Schema,
  indent: string,
): string {
  if (Object.keys(properties).length === 0) {
    if (typeof additionalProperties === 'object') {
      return `Record<string, ${typeOf(additionalProperties, indent)}>`;
    }
    return additionalProperties === true ? 'Record<string, unknown>' : 'Record<string, never>';
  }
  const inner = `${indent}  `;
  const members = writable(properties).map(
    ([name, member]) =>
      `${docOf(member.description, inner)}${inner}${memberOf(name, typeOf(member, inner), required.includes(name))}`,
  );
  return `{\n${members.join('\n')}\n${indent}}`;
}

/** Lists the members of a body without those that a client only sends back. */
export const writable = (properties: Record<string, Schema>): [string, Schema][] =>
  Object.entries(properties).filter(([, { readOnly }]) => !readOnly);

/** Formats one line of an interface. An optional member may be set to `undefined`. */
export const memberOf = (name: string, type: string, required: boolean): string =>
  `${/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name)}${required ? '' : '?'}: ${type}${required ? '' : ' | undefined'};`;

export function docOf(text: string | undefined, indent: string): string {
  if (!text) return '';
  const lines = text.replaceAll('*/', '* /').split('\n');
  if (lines.length === 1) return `${indent}/** ${text.replaceAll('*/', '* /')} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`;
}

const union = (types: string[]): string => [...new Set(types)].join(' | ');

const grouped = (type: string): string =>
  /^[\w.]+(\[\])?$/.test(type) || isOneObject(type) ? type : `(${type})`;

const isOneObject = (type: string): boolean =>
  /^\{[^{}]*\}$/.test(type) || /^Record<string, \w+>$/.test(type);

function literal(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/**
 * Returns the type of an option: a list may be a single value, a time may be a `Date`, and an only allowed word may be
 * `true`.
 */
export function optionType({ schema }: Parameter): string {
  if (schema.enum?.length === 1) return 'boolean';
  if (schema.type === 'array') return `Many<${typeOf(schema.items ?? {})}>`;
  if (schema.properties) {
    const bounds = Object.entries(schema.properties).map(
      ([name, bound]) => `${name}?: ${momentType(bound)} | undefined`,
    );
    return `{ ${bounds.join('; ')} }`;
  }
  return momentType(schema);
}

function momentType(schema: Schema): string {
  const isMoment = [schema, ...(schema.anyOf ?? [])].some(({ format }) => format?.startsWith('date'));
  return isMoment ? 'string | Date' : typeOf(schema);
}

/** Generates every schema of the document under its name. */
export function schemaTypes({ components }: Document): string {
  return Object.entries(components.schemas)
    .map(([name, schema]) => {
      const type = typeOf(schema);
      const doc = docOf(schema.description, '');
      return isInterface(schema)
        ? `${doc}export interface ${name} ${type}\n`
        : `${doc}export type ${name} = ${type};\n`;
    })
    .join('\n');
}

const isInterface = ({ type, properties, oneOf }: Schema): boolean =>
  type === 'object' && oneOf === undefined && properties !== undefined && Object.keys(properties).length > 0;

const OPTIONS = `/** The options of every call and the named shared ones. */
export type Options<N extends keyof SharedOptions> = Pick<SharedOptions, N> & RequestOptions;
`;

/** Generates the shared options under their names in a program, and the type with which a call takes some of them. */
export function sharedOptions({ components }: Document): string {
  const members = Object.entries(components.parameters).map(
    ([name, parameter]) =>
      `${docOf(parameter.description, '  ')}  ${memberOf(camel(name), optionType(parameter), false)}`,
  );
  return `export interface SharedOptions {\n${members.join('\n')}\n}\n\n${OPTIONS}`;
}
