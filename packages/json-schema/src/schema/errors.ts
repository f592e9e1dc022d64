import { schemaTexts } from '../json/texts.ts';

/** The reasons for which a schema is refused. */
export const schemaProblems = schemaTexts({
  noSchema: { code: 'invalid_schema', message: 'a schema must be an object or a boolean' },
  noJson: { code: 'invalid_schema', message: 'a schema must be JSON' },
  deep: { code: 'too_deep', message: 'the schema nests deeper than {levels} levels' },
  excess: { code: 'too_large', message: 'has {count} {things}, and may have {limit}' },
  unknownDraft: {
    code: 'unknown_draft',
    message: 'unknown $schema{declared}; known are draft-04, -06, -07, 2019-09 and 2020-12',
  },
  remote: { code: 'remote_ref', message: 'leads to {uri}: remote references are not fetched' },
  unresolved: { code: 'unresolved_ref', message: 'the reference leads nowhere' },
  circular: { code: 'circular_ref', message: 'the schema refers to itself without end' },
  unknownType: { code: 'unknown_type', message: 'type must be one of {types}' },
  noTypes: { code: 'invalid_keyword', message: 'type must name at least one type' },
  wrongType: { code: 'invalid_keyword', message: 'type must be a string or an array of strings' },
  mustBe: { code: 'invalid_keyword', message: '{keyword} must be {expected}' },
  mustHaveOne: { code: 'invalid_keyword', message: '{keyword} must have at least one {item}' },
  longUri: { code: 'too_large', message: '{keyword} is longer than {most} characters' },
  zero: { code: 'invalid_keyword', message: 'multipleOf must not be 0' },
  itemsOf2020: { code: 'invalid_keyword', message: 'items must be a schema; 2020-12 has prefixItems' },
});

/** The breaches of a metaschema with which a schema can be used. */
export const shapeWarnings = schemaTexts({
  booleanIn04: { code: 'metaschema', message: 'draft-04 has no boolean schemas' },
  typeTwice: { code: 'metaschema', message: 'type names a type twice' },
  emptyEnum: { code: 'metaschema', message: 'enum is empty: no value fits' },
  valueTwice: { code: 'metaschema', message: 'enum has the same value twice' },
  nameTwice: { code: 'metaschema', message: '{keyword} has the same name twice' },
  notPositive: { code: 'metaschema', message: 'multipleOf should be greater than 0' },
  shouldBe: { code: 'metaschema', message: '{keyword} should be {expected}' },
});
