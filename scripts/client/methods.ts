import { camel, type Operation, pascal, type Schema } from './document.ts';
import { docOf, memberOf, optionType, typeOf } from './types.ts';

/** Generates the methods of the client as interfaces, one for each group of operations. */
export function methodInterfaces(operations: Operation[], selections: Map<string, Schema>): string {
  const groups = new Map<string, Operation[]>([['', []]]);
  for (const operation of operations) {
    const group = groupOf(operation.id);
    for (const parent of parentsOf(group)) if (!groups.has(parent)) groups.set(parent, []);
    groups.set(group, [...(groups.get(group) ?? []), operation]);
  }
  const texts = [...groups].map(([group, members]) => {
    const below = [...groups.keys()].filter((other) => other !== '' && groupOf(other) === group);
    const lines = [
      ...below.map((name) => `  readonly ${name.slice(group.length).replace('.', '')}: ${apiName(name)};`),
      ...members.flatMap(methodOf),
    ];
    return `export interface ${apiName(group)} {\n${lines.join('\n')}\n}\n`;
  });
  const expansions = [...selections].map(([row, selection]) => expansionType(row, selection)).sort();
  return [...expansions, ...operations.flatMap(inputTypes), ...texts].join('\n');
}

/**
 * Generates the type of the rows that a row can embed. If a row has a shorter form, it follows the full one in `anyOf`.
 */
function expansionType(row: string, { properties = {} }: Schema): string {
  const members = Object.entries(properties)
    .filter(([, member]) => member['x-only-with'])
    .map(([name, { anyOf: [whole = {}] = [] }]) => `  ${memberOf(name, `${typeOf(whole)} | null`, true)}\n`);
  return members.length === 0
    ? `type ${expansionsName(row)} = Record<never, never>;\n`
    : `export interface ${expansionsName(row)} {\n${members.join('')}}\n`;
}

const expansionsName = (row: string): string => `${row}Expansions`;

const groupOf = (id: string): string => id.slice(0, Math.max(id.lastIndexOf('.'), 0));

const parentsOf = (group: string): string[] => (group === '' ? [] : [...parentsOf(groupOf(group)), group]);

const apiName = (group: string): string => (group === '' ? 'Berth' : `${pascal(group)}Api`);

/** Generates named types for a body or an answer without a name in the document, and for an operation's own options. */
function inputTypes(operation: Operation): string[] {
  const { body, answer } = operation;
  return [
    ...(body && hasMembers(body.schema)
      ? [`export type ${bodyName(operation)} = ${typeOf(body.schema)};\n`]
      : []),
    ...(answer && !isNamed(answer) ? [`export type ${answerName(operation)} = ${typeOf(answer)};\n`] : []),
    ...(ownOf(operation).length > 0 ? [ownOptions(operation)] : []),
  ];
}

/** The operation's own options without `expand` and `fields`, whose types depend on their values. */
const ownOf = ({ own, selects }: Operation): Operation['own'] =>
  selects === null ? own : own.filter(({ name }) => !['expand', 'fields'].includes(name));

const isNamed = ({ $ref, allOf }: Schema): boolean => $ref !== undefined || (allOf?.every(isNamed) ?? false);
const hasMembers = ({ properties }: Schema): boolean => Object.keys(properties ?? {}).length > 0;
const bodyName = ({ id }: Operation): string => `${pascal(id)}Input`;
const answerName = ({ id }: Operation): string => `${pascal(id)}Answer`;
const optionsName = ({ id }: Operation): string => `${pascal(id)}Options`;

function ownOptions(operation: Operation): string {
  const members = ownOf(operation).map(
    (parameter) =>
      `${docOf(parameter.description, '  ')}  ${memberOf(parameter.name, optionType(parameter), parameter.required ?? false)}`,
  );
  return `export interface ${optionsName(operation)} extends ${sharedType(operation)} {\n${members.join('\n')}\n}\n`;
}

const sharedType = ({ shared }: Operation): string =>
  shared.length === 0 ? 'RequestOptions' : `Options<${shared.map((name) => `'${camel(name)}'`).join(' | ')}>`;

function methodOf(operation: Operation): string[] {
  const name = operation.id.slice(operation.id.lastIndexOf('.') + 1);
  const doc = `  /** ${operation.summary}. ${operation.description.replace(`${operation.summary}. `, '')}${operation.deprecated ? ' @deprecated' : ''} */`;
  const places = operation.places.map(
    (place) => `${place}: ${place === 'id' ? 'string' : 'string | number'}`,
  );
  const options = ownOf(operation).length > 0 ? optionsName(operation) : sharedType(operation);
  const required = operation.own.some((parameter) => parameter.required);
  const args = [...places, ...bodyArgument(operation)];
  const signature = (last: string, result: string, generics = '') =>
    `  ${name}${generics}(${[...args, last].join(', ')}): ${result};`;
  const forms = (type: string, optional: boolean, result: string, generics = '') => [
    ...(operation.conditional
      ? [signature(`options: ${type} & { ifNoneMatch: string }`, result.replace(/>$/, ' | null>'), generics)]
      : []),
    signature(`options${optional ? '?' : ''}: ${type}`, result, generics),
  ];
  const row = operation.selects;
  if (row === null) return [doc, ...forms(options, !required, resultOf(operation))];
  const selected = `Selected<${row}, ${expansionsName(row)}, E, F>`;
  const generics = `<E extends keyof ${expansionsName(row)} = never, F extends keyof ${row} = keyof ${row}>`;
  return [
    doc,
    ...forms(`${options} & Whole`, !required, resultOf(operation)),
    ...forms(
      `${options} & Selection<E, F>`,
      false,
      operation.pages ? `Pages<Page<${selected}>>` : `Promise<${selected}>`,
      generics,
    ),
  ];
}

function bodyArgument({ body, id }: Operation): string[] {
  if (!body) return [];
  const type = body.schema.$ref ? typeOf(body.schema) : hasMembers(body.schema) ? `${pascal(id)}Input` : null;
  return type === null ? [] : [`body${body.required ? '' : '?'}: ${type}`];
}

function resultOf(operation: Operation): string {
  const { answer, line, pages } = operation;
  if (pages && answer) return `Pages<${typeOf(answer)}>`;
  const one = answer ? (isNamed(answer) ? typeOf(answer) : answerName(operation)) : null;
  if (line === null) return `Promise<${one}>`;
  return one === null ? `AsyncIterable<${typeOf(line)}>` : `Told<${one}, ${typeOf(line)}>`;
}
