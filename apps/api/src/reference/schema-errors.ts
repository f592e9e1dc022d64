import { schemaProblemTexts, schemaWarningTexts } from '@berth/domain';
import type { ErrorRow } from '../face/face.ts';

/** The meaning and the next step of each code. */
type Explained = Readonly<Record<string, readonly [meaning: string, next: string]>>;

const PROBLEMS: Explained = {
  invalid_schema: [
    'The schema is no JSON Schema.',
    'Send an object, or true or false where a subschema stands.',
  ],
  too_deep: ['The schema nests too deeply.', 'Move inner schemas to $defs, and refer to them.'],
  too_large: [
    'The schemas of a version, its patterns or its paths are beyond the published budget.',
    'Leave out or join some of what the message counts.',
  ],
  unknown_draft: [
    '$schema names no draft that Berth knows.',
    'Name one of the drafts, or leave $schema out.',
  ],
  remote_ref: [
    '$ref leads to another document.',
    'Hand that schema in under schemas, or copy it into $defs.',
  ],
  unresolved_ref: ['$ref leads to nothing in the schema.', 'Correct the pointer or the anchor.'],
  circular_ref: [
    'References lead back to their start on the same value.',
    'Put a property or an item between them.',
  ],
  unknown_type: ['type names no type of JSON Schema.', 'Use one of those that the message lists.'],
  invalid_keyword: ['A keyword has a value that it cannot have.', 'Correct the value as the message says.'],
  invalid_pattern: ['A pattern is no regular expression.', 'Correct it: the dialect is that of JavaScript.'],
  unsafe_pattern: [
    'A pattern cannot be matched in linear time.',
    'Leave out back-references, mixed look-arounds and large counts, or shorten it.',
  ],
  pointer: ['A path of the version is no JSON Pointer.', 'Begin it with /, and write ~ as ~0 and / as ~1.'],
  duplicate: ['Two of the schemas handed in have one URI.', 'Leave one of them out.'],
  invalid_uri: ['A schema is handed in under a key that is no URI.', 'Use the URI that references name.'],
  ineffective_mark: [
    'A mark stands where it says nothing of a stored value.',
    'Mark the member where properties or items describe it.',
  ],
  unmatched: [
    'A path or a placeholder of the version leads to nothing that the schema describes.',
    'Correct it, or describe the member in config_schema.',
  ],
};

const WARNINGS: Explained = {
  metaschema: [
    'The schema breaks a rule of its draft without effect.',
    'Correct it when you publish the next version.',
  ],
  unmarked_secret: [
    'A property is named like a secret, and every reader may see it.',
    'Mark it with writeOnly true or false.',
  ],
  secret_default: ['The default of a secret is in the schema.', 'Remove the default.'],
  typo: ['A keyword is probably misspelt, and has no effect.', 'Write it as the message says.'],
  unknown_format: ['Berth does not know the format.', 'Use a format of JSON Schema, or a pattern.'],
  ignored_keyword: [
    'Before 2019-09 a keyword beside $ref has no effect.',
    'Put the $ref into an allOf, or leave the keyword out.',
  ],
  unused_schema: [
    'A schema was handed in and is not referred to.',
    'Correct the reference, or leave it out.',
  ],
  array_without_items: ['Nothing describes the items of an array.', 'Add items.'],
  invalid_default: [
    'A default does not fit its own schema, and is never filled in.',
    'Correct the default or the schema.',
  ],
  undescribed_placeholder: [
    'A placeholder of the test names a member that the schema allows and does not describe.',
    'Describe the member in config_schema, or correct the placeholder.',
  ],
  more_warnings: ['The list may lack warnings.', 'Correct those listed, and publish again.'],
};

const rowsOf = (explained: Explained, texts: typeof schemaProblemTexts): ErrorRow[] =>
  Object.entries(explained).map(([code, [meaning, next]]) => ({
    status: null,
    code,
    meaning,
    texts: texts.filter((text) => text.code === code),
    next,
  }));

/** The rows of the problems for which a schema is refused, and of the warnings on a schema that is taken. */
export const schemaRows: readonly ErrorRow[] = [
  ...rowsOf(PROBLEMS, schemaProblemTexts),
  ...rowsOf(WARNINGS, schemaWarningTexts),
  {
    status: null,
    code: 'no_effect',
    meaning: 'A specification of an earlier release has a keyword or a path without effect.',
    texts: schemaProblemTexts.filter(({ code }) =>
      ['invalid_keyword', 'pointer', 'unmatched'].includes(code),
    ),
    next: 'Correct it when you publish the next version: it leaves a secret readable.',
  },
];
