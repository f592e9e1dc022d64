import { isObject, setOwn } from '../json/object.ts';
import { type Pointer, toPointer } from '../json/pointer.ts';
import { type Draft, idKeywordOf, overrides } from '../schema/draft.ts';
import { KEPT_BESIDE_REF, KEYWORDS } from '../schema/keywords.ts';
import { type HandedIn, writtenUri } from './handed-in.ts';

/** Puts documents among the definitions of a schema. Returns the schema, and their URIs by their pointers in it. */
export function embedded(
  root: HandedIn,
  documents: readonly HandedIn[],
  draft: Draft,
): { schema: unknown; taken: ReadonlyMap<Pointer, string> } {
  const taken = new Map<Pointer, string>();
  if (documents.length === 0) return { schema: root.schema, taken };
  const schema = withoutOverride(root.schema as Record<string, unknown>, draft);
  const holder = draft === '2019-09' || draft === '2020-12' ? '$defs' : 'definitions';
  const definitions: Record<string, unknown> = {};
  const present = schema[holder];
  for (const [name, one] of Object.entries(isObject(present) ? present : {})) setOwn(definitions, name, one);
  for (const document of documents) {
    let name = document.key as string;
    while (Object.hasOwn(definitions, name)) name += '*';
    setOwn(definitions, name, named(document, draft));
    taken.set(toPointer([holder, name]), document.key as string);
  }
  return { schema: { ...schema, [holder]: definitions }, taken };
}

/** Writes the URI of a document into it. The draft is that of the whole. */
function named({ schema, uri }: HandedIn, draft: Draft): Record<string, unknown> {
  const id = { [idKeywordOf(draft)]: writtenUri(uri) };
  if (!isObject(schema)) return schema === true ? id : { ...id, not: {} };
  const { $schema: _, $ref, ...rest } = withoutOverride(schema, draft);
  if ($ref === undefined) return { ...id, ...rest, ...id };
  // ajv 8 never ends on the $ref at the root of an embedded schema
  const others = Array.isArray(rest.allOf) ? rest.allOf : [];
  return { ...id, ...rest, ...id, allOf: [...others, { $ref }] };
}

/**
 * Before 2019-09 the `$ref` of a schema overrides its `$id` and definitions as well, so it moves into an `allOf`.
 * The keywords that it has overridden go.
 */
function withoutOverride(schema: Record<string, unknown>, draft: Draft): Record<string, unknown> {
  if (!overrides(schema, draft)) return schema;
  const kept = Object.entries(schema).filter(
    ([word]) => KEPT_BESIDE_REF.has(word) || (!KEYWORDS.has(word) && word !== idKeywordOf(draft)),
  );
  return { ...Object.fromEntries(kept), allOf: [{ $ref: schema.$ref }] };
}
