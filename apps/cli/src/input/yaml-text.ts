import { LineCounter, parseAllDocuments, type YAMLError } from 'yaml';
import { UsageError } from '../usage-error.ts';
import type { Position } from './position.ts';
import { type Fault, yamlErrors } from './yaml-errors.ts';
import { treeOf } from './yaml-tree.ts';

/**
 * Parses the documents of a YAML text as JSON. Empty documents are left out unless all are. Refuses what JSON cannot
 * say, and what the parser only warns of: its warnings quote the text. @param what the text, as the message names it.
 * @throws UsageError.
 */
export function parseYaml(text: string, what: string): unknown[] {
  const lines = new LineCounter();
  const positionOf = (offset: number): Position => lines.linePos(offset);
  try {
    const parsed = parseAllDocuments(text, {
      lineCounter: lines,
      prettyErrors: false,
      logLevel: 'silent',
      resolveKnownTags: false,
      uniqueKeys: false, // the tree sees to that, in time linear in the text
    });
    const documents = Array.isArray(parsed) ? parsed : [];
    const [problem] = [
      ...documents.flatMap(({ errors }) => errors),
      ...documents.flatMap(({ warnings }) => warnings),
    ];
    if (problem) throw faultOf(problem)(what, positionOf(problem.pos[0]));
    const values = documents.map((document) => treeOf(document, what, positionOf));
    const full = values.filter((value) => value !== null);
    return full.length === 0 ? [null] : full;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw (error instanceof RangeError ? yamlErrors.depth : yamlErrors.syntax)(what, undefined);
  }
}

const faultOf = ({ code, name }: YAMLError): Fault => {
  if (code === 'TAG_RESOLVE_FAILED') return yamlErrors.tag;
  if (code === 'RESOURCE_EXHAUSTION') return yamlErrors.depth;
  return name === 'YAMLWarning' ? yamlErrors.doubtful : yamlErrors.syntax;
};
