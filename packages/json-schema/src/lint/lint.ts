import { validatorUnlessRefused } from '../engine/compile.ts';
import { jsonCopy } from '../json/json-copy.ts';
import { draftOf } from '../schema/draft.ts';
import { SchemaIndex } from '../schema/schema-index.ts';
import type { SecretOptions } from '../secrets/secret-leaves.ts';
import { lintWarnings } from './errors.ts';
import { newLintBudget, type Search, secretDefault, subschemaWarnings } from './subschema-warnings.ts';
import { unmarkedSecrets } from './unmarked-secrets.ts';
import type { Warning } from './warning.ts';

export interface LintOptions extends SecretOptions {
  /** False for a schema that checks no values: its defaults are not checked. */
  readonly isCompiled: boolean;
}

const PLAIN: LintOptions = { visibility: 'plain', marked: [], isCompiled: true };

const MOST_WARNINGS = 100;

/** The last warning of a list that may not be complete. */
export const MORE_WARNINGS: Warning = lintWarnings.more({ most: MOST_WARNINGS });

/**
 * Lists remarks on a schema, those on secrets first: at most 100, and a last one when there may be more. Accepts any
 * value and never throws; the defaults of a refused schema are not checked. Schemas of one request share a budget.
 */
export function lintSchema(schema: unknown, options = PLAIN, budget = newLintBudget()): Warning[] {
  const draft = draftOf(schema) ?? '2020-12';
  const index = new SchemaIndex(jsonCopy(schema), draft);
  const secrets = unmarkedSecrets(index, options);
  const search: Search = {
    index,
    draft,
    compiled: options.isCompiled ? validatorUnlessRefused(schema) : undefined,
    budget,
    isWhole: secrets.isWhole,
  };
  const warnings = [
    ...secrets.found.map((path): Warning => lintWarnings.unmarked(path)),
    ...index.subschemas.flatMap(secretDefault),
  ];
  for (const subschema of index.subschemas) {
    if (warnings.length > MOST_WARNINGS) break;
    warnings.push(...subschemaWarnings(search, subschema));
  }
  return warnings.length <= MOST_WARNINGS && search.isWhole
    ? warnings
    : [...warnings.slice(0, MOST_WARNINGS), MORE_WARNINGS];
}
