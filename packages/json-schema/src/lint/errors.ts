import { schemaTexts } from '../json/texts.ts';

/** The remarks on a schema that can be used all the same. */
export const lintWarnings = schemaTexts({
  unmarked: {
    code: 'unmarked_secret',
    message:
      'is named like a secret and has no mark: add writeOnly true, or writeOnly false if every reader may see it',
  },
  secretDefault: { code: 'secret_default', message: 'a secret has a default, which everyone can read' },
  typo: { code: 'typo', message: 'unknown keyword; "{meant}" is probably meant' },
  ignored: {
    code: 'ignored_keyword',
    message: 'has no effect beside a $ref in this draft: put the $ref into an allOf',
  },
  unused: { code: 'unused_schema', message: 'no reference leads to this schema: it is left out' },
  format: { code: 'unknown_format', message: 'unknown format; it is not checked' },
  noItems: {
    code: 'array_without_items',
    message: 'the array does not describe its items: all of them are secret, and no form can show them',
  },
  default: { code: 'invalid_default', message: 'the default does not fit: {problem}' },
  placeholder: {
    code: 'undescribed_placeholder',
    message: 'placeholder {called} names a member that the schema allows and does not describe',
  },
  more: {
    code: 'more_warnings',
    message:
      'there may be more: at most {most} warnings are listed, and a very large schema is searched in part',
  },
});
