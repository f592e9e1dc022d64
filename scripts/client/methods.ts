import { camel, type Operation, pascal, type Schema } from './document.ts';
import { docOf, memberOf, optionType, typeOf } from './types.ts';

/** The methods of the client as interfaces: one for each group of operations. */
export function methodInterfaces(operations: Operation[]): string {
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
  return [...operations.flatMap(inputTypes), ...texts].join('\n');
}

const groupOf = (id: string): string => id.slice(0, Math.max(id.lastIndexOf('.'), 0));

const parentsOf = (group: string): string[] => (group === '' ? [] : [...parentsOf(groupOf(group)), group]);

const apiName = (group: string): string => (group === '' ? 'Berth' : `${pascal(group)}Api`);

/** A body or an answer that has no name in the document gets one, and so do options of an operation's own. */
function inputTypes(operation: Operation): string[] {
  const { body, answer, own } = operation;
  return [
    ...(body && hasMembers(body.schema)
      ? [`export type ${bodyName(operation)} = ${typeOf(body.schema)};\n`]
      : []),
    ...(answer && !isNamed(answer) ? [`export type ${answerName(operation)} = ${typeOf(answer)};\n`] : []),
    ...(own.length > 0 ? [ownOptions(operation)] : []),
  ];
}

const isNamed = ({ $ref, allOf }: Schema): boolean => $ref !== undefined || (allOf?.every(isNamed) ?? false);
const hasMembers = ({ properties }: Schema): boolean => Object.keys(properties ?? {}).length > 0;
const bodyName = ({ id }: Operation): string => `${pascal(id)}Input`;
const answerName = ({ id }: Operation): string => `${pascal(id)}Answer`;
const optionsName = ({ id }: Operation): string => `${pascal(id)}Options`;

function ownOptions(operation: Operation): string {
  const members = operation.own.map(
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
  const options = operation.own.length > 0 ? optionsName(operation) : sharedType(operation);
  const required = operation.own.some((parameter) => parameter.required);
  const optional = `options${required ? '' : '?'}: ${options}`;
  const args = [...places, ...bodyArgument(operation)];
  const signature = (last: string, result: string) => `  ${name}(${[...args, last].join(', ')}): ${result};`;
  const result = resultOf(operation);
  if (!operation.conditional) return [doc, signature(optional, result)];
  return [
    doc,
    signature(`options: ${options} & { ifNoneMatch: string }`, result.replace(/>$/, ' | null>')),
    signature(optional, result),
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
