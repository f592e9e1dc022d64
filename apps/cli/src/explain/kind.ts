import { branchesOf, keyword, partsOf, propertiesOf, type Schema, textIn } from './schema-node.ts';

const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  array: 'list',
  object: 'object',
  null: 'null',
};

const LONGEST = 60;

/** Writes a value of a schema on one line. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** Says which values a place takes: `text (uri)`, `whole number from 1 to 10`, `one of a, b`. */
export function kindOf(root: Schema, parts: readonly Schema[]): string {
  const only = keyword(parts, 'const');
  if (only !== undefined) return `always ${shown(only)}`;
  const words = keyword(parts, 'enum');
  if (Array.isArray(words)) return `one of ${words.map(shown).join(', ')}`;
  const type = keyword(parts, 'type');
  const types = [type ?? (propertiesOf(root, parts).size > 0 ? 'object' : [])].flat().map(String);
  if (types.length === 0) {
    const branches = branchesOf(parts);
    return branches.length > 0 ? `one of ${branches.length} choices` : 'any value';
  }
  const items = keyword(parts, 'items');
  const names = types.map((name) =>
    name === 'array' && items !== undefined
      ? `list of: ${kindOf(root, partsOf(root, items))}`
      : (WORDS[name] ?? name),
  );
  const format = textIn(parts, 'format');
  return [
    names.join(' or '),
    ...(format === '' || format === 'password' ? [] : [`(${format})`]),
    ...rangeOf(parts),
    ...(textIn(parts, 'pattern') === '' ? [] : [`matching ${shown(textIn(parts, 'pattern'))}`]),
  ].join(' ');
}

function rangeOf(parts: readonly Schema[]): string[] {
  const minimum = keyword(parts, 'minimum') ?? keyword(parts, 'exclusiveMinimum');
  const maximum = keyword(parts, 'maximum') ?? keyword(parts, 'exclusiveMaximum');
  return [
    ...(typeof minimum === 'number' ? [`from ${minimum}`] : []),
    ...(typeof maximum === 'number' ? [`to ${maximum}`] : []),
  ];
}
