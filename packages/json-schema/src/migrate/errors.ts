import { schemaTexts } from '../json/texts.ts';

/** The problems of a patch, at a JSON Pointer into it. */
export const patchProblems = schemaTexts({
  noPatch: { code: 'invalid_type', message: 'must be an array of operations' },
  noOperation: { code: 'invalid_type', message: 'must be an object with op and path' },
  excess: { code: 'too_large', message: 'has {count} {things}, and may have {most}' },
  unknown: { code: 'invalid_value', message: 'must be one of: {names}' },
  missing: { code: 'required', message: 'is required by "{op}"' },
  notTaken: { code: 'not_taken', message: 'does not belong to "{op}": leave it out' },
  noText: { code: 'invalid_type', message: 'must be a string' },
  noFlag: { code: 'invalid_type', message: 'must be true or false' },
  pointer: {
    code: 'pointer',
    message: 'is not a JSON Pointer: it must be empty or start with "/", and "~" must be "~0" or "~1"',
  },
  reserved: { code: 'reserved', message: 'must not name __proto__' },
  whole: { code: 'pointer', message: 'is the whole value, and "{op}" needs a place inside it' },
  lastAny: { code: 'wildcard', message: 'must end with a name: "{op}" sets one place of each holder' },
  anyInTest: { code: 'wildcard', message: 'must have no "*": "test" asks about one place' },
  unpaired: { code: 'wildcard', message: 'must have as many "*" as from' },
  intoItself: { code: 'pointer', message: 'leads into from: a value cannot be moved into itself' },
  noTable: { code: 'invalid_type', message: 'must be an array of objects with from and to' },
  container: { code: 'invalid_type', message: 'must be a string, a number, true, false or null' },
  twice: { code: 'duplicate', message: 'is in the table twice' },
  exposes: {
    code: 'secret_exposed',
    message:
      'takes a secret to {place}, which the new specification does not call secret: mark it there, or remove the secret',
  },
  asksSecret: {
    code: 'secret_asked',
    message: 'must not ask about a secret: a patch that depends on one would tell it',
  },
  literalSecret: {
    code: 'secret_literal',
    message: 'would be a secret at {place}: what a version publishes is no secret, so leave it out',
  },
  tooIntricate: {
    code: 'too_large',
    message: 'has too many ways through the schema to follow: use fewer operations, or fewer "*" in them',
  },
});

/** The problems of applying a patch, at a JSON Pointer into the value. */
export const applyProblems = schemaTexts({
  absent: { code: 'not_there', message: 'is absent, and operation {number}, "{op}", needs it' },
  noHolder: {
    code: 'not_there',
    message: 'has no object or array to hold it, which operation {number}, "{op}", needs',
  },
  noIndex: {
    code: 'not_there',
    message: 'is no place in the array: operation {number}, "{op}", takes an index up to its length, or "-"',
  },
  taken: { code: 'taken', message: 'is there already, and operation {number}, "rename", replaces nothing' },
  secretAsked: {
    code: 'secret_asked',
    message: 'is a secret or holds one, and operation {number}, "{op}", must not ask about it',
  },
  sendAgain: {
    code: 'send_again',
    message: 'is a secret that the migration cannot carry here: send it again',
  },
  notObject: { code: 'not_object', message: 'must still be an object after operation {number}, "{op}"' },
  tooDeep: { code: 'too_deep', message: 'would nest deeper than {levels} levels by operation {number}' },
  deep: { code: 'too_deep', message: 'nests deeper than {levels} levels' },
  tooMuch: { code: 'too_large', message: 'takes too much work to migrate: more than {work} steps' },
});
