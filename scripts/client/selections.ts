import { type Document, lastOf, type Schema } from './document.ts';

/** The document as it applies without a selection, and the schemas of embedded rows by the name of the row's schema. */
interface Split {
  document: Document;
  selections: Map<string, Schema>;
}

/** Removes the optional members (`x-only-with`) from a document. */
export function splitSelections(whole: Document): Split {
  const selections = new Map<string, Schema>();
  const { schemas } = whole.components;
  const isSelection = ({ $ref }: Schema): boolean =>
    $ref !== undefined && schemas[lastOf($ref)]?.['x-only-with'] !== undefined;
  const document = JSON.parse(
    JSON.stringify(whole, (_, value) => {
      const branches: Schema[] = value?.anyOf ?? [];
      const selection = branches.find(isSelection);
      if (!selection) return value;
      const [row, ...others] = branches.filter((branch) => branch !== selection);
      if (!row?.$ref || others.length > 0) throw new Error('A selection that is not of a row is not known.');
      selections.set(lastOf(row.$ref), schemas[lastOf(selection.$ref ?? '')] ?? {});
      return row;
    }),
  ) as Document;
  const kept = Object.entries(document.components.schemas).filter(([, schema]) => !schema['x-only-with']);
  document.components.schemas = Object.fromEntries(kept);
  return { document, selections };
}
