import { MOST_PROBLEMS } from '@berth/kernel';
import { childPointer } from '../json/pointer.ts';
import type { PointerProblem } from '../json/pointer-problem.ts';
import { PatternError } from '../pattern/pattern.ts';
import { mostApplied } from './applied.ts';
import type { Budget } from './budget.ts';
import type { Draft } from './draft.ts';
import { schemaProblems } from './errors.ts';
import { patternsAt } from './patterns-at.ts';
import { remoteUri, type SchemaIndex, type Subschema } from './schema-index.ts';
import { type ShapeFindings, shapeOf } from './schema-shape.ts';

const LONGEST_URI = 300;

/** Lists every problem of a schema, with a pointer to each place, and counts the schema against a budget. */
export function inspectSchema(index: SchemaIndex, draft: Draft, budget: Budget): ShapeFindings {
  const excess = budget.count(index);
  if (excess.length > 0)
    return { errors: excess.map((message) => ({ path: '', code: 'too_large', message })), warnings: [] };
  const errors: PointerProblem[] = [];
  const warnings: PointerProblem[] = [];
  for (const subschema of index.subschemas) {
    const shape = shapeOf(subschema, draft);
    errors.push(
      ...shape.errors,
      ...referenceProblems(index, subschema),
      ...patternProblems(subschema, budget),
    );
    warnings.push(...shape.warnings);
    if (errors.length >= MOST_PROBLEMS) break;
  }
  if (errors.length === 0) errors.push(...combinationProblems(index, budget));
  return { errors, warnings: warnings.slice(0, MOST_PROBLEMS) };
}

function referenceProblems(index: SchemaIndex, subschema: Subschema): PointerProblem[] {
  return index.referencesOf(subschema).flatMap(({ keyword, to }) => {
    const path = childPointer(subschema.pointer, keyword);
    if (to === 'remote') {
      const uri = remoteUri(String((subschema.schema as Record<string, unknown>)[keyword]), subschema.base);
      return [schemaProblems.remote({ uri: JSON.stringify(uri.slice(0, LONGEST_URI)) }, path)];
    }
    if (to === 'unresolved') return [schemaProblems.unresolved(path)];
    return [];
  });
}

function patternProblems(subschema: Subschema, { patterns }: Budget): PointerProblem[] {
  return patternsAt(subschema).flatMap(({ source, path }) => {
    try {
      patterns.add(source);
      return [];
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      return [{ path, code: error.code, message: error.message }];
    }
  });
}

/** Finds references that lead back to their start on the same value, and too many subschemas for one value. */
function combinationProblems(index: SchemaIndex, budget: Budget): PointerProblem[] {
  const applied = mostApplied(index);
  if (typeof applied === 'object') {
    return [schemaProblems.circular(applied.circle.pointer)];
  }
  return budget.applied(applied).map((message) => ({ path: '', code: 'too_large', message }));
}
