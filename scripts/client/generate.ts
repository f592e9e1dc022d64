import { type Document, errorCodes, readOperations } from './document.ts';
import { markTable } from './marks.ts';
import { methodInterfaces } from './methods.ts';
import { resourceTable } from './resources.ts';
import { splitSelections } from './selections.ts';
import { descriptionTable, operationTable, sharedTable } from './tables.ts';
import { schemaTypes, sharedOptions } from './types.ts';

const HEAD = '// Generated from apps/api/openapi/root.json by `pnpm client`. Do not edit.\n\n';

/** The types of `method-types.ts` that methods may name. */
const KINDS = ['Many', 'Page', 'Pages', 'RequestOptions', 'Selected', 'Selection', 'Told', 'Whole'];

/** Returns the generated files of packages/client by name. The same document gives the same bytes. */
export function generateClient(whole: Document): Record<string, string> {
  const { document, selections } = splitSelections(whole);
  const operations = readOperations(document);
  const names = Object.keys(document.components.schemas);
  const methods = methodInterfaces(operations, selections);
  const codes = errorCodes(document).map((code) => `  | '${code}'`);
  return {
    'types.ts': `${HEAD}import type { RequestOptions } from '../method-types.ts';\n\n${schemaTypes(document)}\n/** The error codes that the server may answer. */\nexport type ServerErrorCode =\n${codes.join('\n')};\n\n/** The options that several operations share. */\n${sharedOptions(document)}`,
    'methods.ts': `${HEAD}import type {\n${namesIn(methods, KINDS)}} from '../method-types.ts';\nimport type {\n${namesIn(methods, [...names, 'Options'])}} from './types.ts';\n\n${methods}`,
    'operations.ts': `${HEAD}import type { Operation, SharedOption } from '../operation.ts';\n\n${sharedTable(document)}\n${operationTable(operations)}`,
    'descriptions.ts': `${HEAD}import type { OperationDescription, OptionDescription } from '../operation.ts';\n\n${descriptionTable(document, operations)}`,
    'marks.ts': markTable(),
    'resources.ts': `${HEAD}import type { ResourceDescription } from '../resource.ts';\n\n${resourceTable(document, operations)}`,
  };
}

/** Writes the names that a text has, each on a line of an import. */
const namesIn = (text: string, names: readonly string[]): string =>
  names.flatMap((name) => (new RegExp(`\\b${name}\\b`).test(text) ? [`  ${name},\n`] : [])).join('');
