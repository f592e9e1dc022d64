// The folders of this package. Each imports only from those above it:
//   json        documents: pointers, members, canonical text, depth
//   pattern     regular expressions in linear time
//   metaschema  the metaschemas of the drafts, as data
//   schema      reading a schema: draft, keywords, subschemas, references and faults
//   bundle      one document of a schema and those that it refers to
//   walk        walking a value beside its schema, without checking it
//   secrets     the secret leaves of a value, and the leaves that decide where a request goes
//   engine      checking a value by interpreting its schema
//   edit        changing a value: merge patches, defaults, leftovers
//   lint        remarks on a schema
//   diff        the changes between two schemas, and their severity
//   migrate     patches that take a value to another schema, and what becomes of its secrets
//   form        the fields of a form for a value

export { type Bundle, bundleSchemas, inTaken } from './bundle/bundle.ts';
export { bundleProblems } from './bundle/errors.ts';
export { CHANGE_KINDS, type Change, SEVERITIES } from './diff/change.ts';
export { diffSchemas } from './diff/diff.ts';
export { leftoversOf } from './edit/leftovers.ts';
export { mergePatch } from './edit/merge-patch.ts';
export { patchLeaves, writtenLeaves } from './edit/patch-leaves.ts';
export { setAllAt } from './edit/set-all-at.ts';
export { hasDefaults, type WithDefaults, withDefaults } from './edit/with-defaults.ts';
export { withoutLeaves } from './edit/without-leaves.ts';
export { checkValue, checkVeiled } from './engine/check.ts';
export {
  type CompiledSchema,
  cachedSchemaBytes,
  compileSchema,
  schemaBytes,
  schemaCache,
  validatorFor,
} from './engine/compile.ts';
export { sentences } from './engine/value-problem.ts';
export { roundedLength, Veil } from './engine/veil.ts';
export { bareSchema } from './form/bare-schema.ts';
export type {
  ChoiceField,
  ChoicesField,
  Field,
  GroupField,
  LinesField,
  ListField,
  TextField,
  UnionField,
} from './form/field.ts';
export { type FormOptions, formOf } from './form/form-of.ts';
export { hasSecretConstant } from './form/secret-constant.ts';
export { canonicalJson, contentHash } from './json/canonical-json.ts';
export { isObject, setOwn } from './json/object.ts';
export { childPointer, getAt, type Pointer, parsePointer, toPointer } from './json/pointer.ts';
export type { PointerProblem } from './json/pointer-problem.ts';
export { PointerSet } from './json/pointer-set.ts';
export { TooMuchWork, Work } from './json/work.ts';
export { lintWarnings } from './lint/errors.ts';
export { type LintOptions, lintSchema, MORE_WARNINGS } from './lint/lint.ts';
export { newLintBudget } from './lint/subschema-warnings.ts';
export { WARNING_CODES, type Warning } from './lint/warning.ts';
export { applyProblems, patchProblems } from './migrate/errors.ts';
export { type Below, type Migrated, type Move, migrate } from './migrate/migrate.ts';
export { type Between, migrateBetween } from './migrate/migrate-between.ts';
export { OPERATIONS, type Operation, PATCH_BUDGET } from './migrate/operation.ts';
export { readPatch } from './migrate/read-patch.ts';
export { exposures, literalSecrets, type Marked } from './migrate/secret-problems.ts';
export { patternProblems } from './pattern/errors.ts';
export { compilePattern, type LinearPattern, PatternError } from './pattern/pattern.ts';
export { PatternSet } from './pattern/pattern-set.ts';
export { sharedPatternBytes } from './pattern/shared-patterns.ts';
export { type Budget, newBudget } from './schema/budget.ts';
export type { Draft } from './schema/draft.ts';
export { isEmptySchema } from './schema/empty-schema.ts';
export { schemaProblems, shapeWarnings } from './schema/errors.ts';
export { mistypedKeywords } from './schema/mistyped-keywords.ts';
export { compilePatterns } from './schema/patterns-at.ts';
export { SCHEMA_BUDGET } from './schema/schema-budget.ts';
export { SchemaError } from './schema/schema-error.ts';
export { absentSecrets } from './secrets/absent-secrets.ts';
export { destinationLeaves, destinationLeavesOf020 } from './secrets/destination-leaves.ts';
export { destinationPaths } from './secrets/destination-paths.ts';
export { markProblems, pathProblems } from './secrets/errors.ts';
export { ineffectiveMarks } from './secrets/ineffective-marks.ts';
export { newQuestions, type QuestionOptions, type SecretPlace } from './secrets/new-questions.ts';
export { type SecretOptions, secretLeaves } from './secrets/secret-leaves.ts';
export { secretPaths } from './secrets/secret-paths.ts';
export { secretSchemaPointers } from './secrets/secret-subschemas.ts';
export { undescribedLeaves } from './secrets/undescribed-leaves.ts';
export { unnamedMembers } from './secrets/unnamed-members.ts';
export { isDescribed, type PathProblem, unreachedPaths } from './secrets/unreached-paths.ts';
