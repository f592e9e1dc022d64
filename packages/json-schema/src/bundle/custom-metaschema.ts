import { isObject, ownValue } from '../json/object.ts';
import { type Draft, draftOf } from '../schema/draft.ts';
import type { SchemaIndex } from '../schema/schema-index.ts';

const VALIDATION =
  'const dependentRequired enum exclusiveMaximum exclusiveMinimum maxContains maxItems maxLength maxProperties maximum minContains minItems minLength minProperties minimum multipleOf pattern required type uniqueItems';
const UNEVALUATED = 'unevaluatedItems unevaluatedProperties';
const APPLICATOR =
  'additionalItems additionalProperties allOf anyOf contains dependentSchemas else if items not oneOf patternProperties prefixItems properties propertyNames then';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** The vocabularies of a draft whose keywords check values, each with its keywords. Earlier drafts have none. */
const VOCABULARIES: Partial<Record<Draft, Readonly<Record<string, ReadonlySet<string>>>>> = {
  '2019-09': { applicator: words(`${APPLICATOR} ${UNEVALUATED}`), validation: words(VALIDATION) },
  '2020-12': {
    applicator: words(APPLICATOR),
    unevaluated: words(UNEVALUATED),
    validation: words(VALIDATION),
  },
};
const ANNOTATING = ['content', 'core', 'format', 'format-annotation', 'format-assertion', 'meta-data'];

const folderOf = (draft: Draft): string => `https://json-schema.org/draft/${draft}/vocab/`;

/** The rules that a metaschema of one's own sets: a draft, and which of its vocabularies count. */
export interface Dialect {
  readonly draft: Draft;
  /** The keywords of the vocabularies that it leaves out, each with the name of the vocabulary. */
  readonly leftOut: ReadonlyMap<string, string>;
}

/** Reads a metaschema. Returns the reason when it requires a vocabulary that is not known here. */
export function dialectOf(metaschema: unknown): Dialect | string {
  const draft = draftOf(metaschema);
  if (draft === undefined || !isObject(metaschema)) return 'is no metaschema of a known draft';
  const declared = ownValue(metaschema, '$vocabulary');
  const known = VOCABULARIES[draft];
  if (!isObject(declared) || known === undefined) return { draft, leftOut: new Map() };
  const folder = folderOf(draft);
  const standard = new Set([...Object.keys(known), ...ANNOTATING].map((name) => `${folder}${name}`));
  if (Object.entries(declared).some(([uri, isRequired]) => isRequired === true && !standard.has(uri)))
    return 'requires a vocabulary that is not known here';
  const leftOut = Object.entries(known).flatMap(([name, keywords]) =>
    Object.hasOwn(declared, `${folder}${name}`) ? [] : [...keywords].map((word) => [word, name] as const),
  );
  return { draft, leftOut: new Map(leftOut) };
}

/** Returns the name of the first vocabulary that a schema uses and its metaschema leaves out. */
export function missingVocabulary({ leftOut }: Dialect, { subschemas }: SchemaIndex): string | undefined {
  if (leftOut.size === 0) return undefined;
  for (const { schema } of subschemas) {
    for (const word of isObject(schema) ? Object.keys(schema) : []) {
      const name = leftOut.get(word);
      if (name !== undefined) return name;
    }
  }
  return undefined;
}
