import type { CorpusFile } from '../support/corpus-files.ts';
import { KEY_OR_LOGIN } from '../support/rules-kit.ts';

/*
 * Schemas for features that are rare in the corpus, so that sequences of edits meet them often: a choice told apart by
 * a constant, secrets in arrays, an address, members that exclude each other.
 */

const KEY = { type: 'key', key: 'key-of-the-first-choice' };
const LOGIN = { type: 'login', user: 'ada', password: 'password-of-the-second' };

const schema = {
  type: 'object',
  required: ['endpoint', 'auth'],
  additionalProperties: false,
  properties: {
    endpoint: { type: 'string', format: 'uri' },
    port: { type: 'integer', minimum: 1 },
    socket: { type: 'string' },
    retries: { type: 'integer', default: 3 },
    hosts: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name'],
        properties: { name: { type: 'string' }, password: { type: 'string', writeOnly: true } },
      },
    },
    auth: {
      type: 'object',
      required: ['type'],
      oneOf: KEY_OR_LOGIN,
    },
  },
  not: { required: ['port', 'socket'] },
};

export const union: CorpusFile = {
  file: 'choices',
  schema,
  secretSchemaPointers: [],
  instances: {
    valid: { endpoint: 'https://one.test/', port: 80, auth: KEY },
    validFull: {
      endpoint: 'https://two.test/',
      socket: '/run/socket',
      retries: 5,
      hosts: [{ name: 'first', password: 'password-of-the-first' }, { name: 'second' }],
      auth: LOGIN,
    },
    invalid: [
      {
        kind: 'not',
        instance: { endpoint: 'https://one.test/', port: 80, socket: 'x', auth: KEY },
        errors: [],
      },
      { kind: 'type', instance: { endpoint: 'https://one.test/', hosts: {}, auth: KEY }, errors: [] },
      { kind: 'oneOf', instance: { endpoint: 'https://one.test/', auth: { type: 'key' } }, errors: [] },
    ],
  },
};

const PAIRS = ['a', 'b', 'c', 'd', 'e', 'f'];
const flags = (first: boolean, second: boolean) =>
  Object.fromEntries(
    PAIRS.flatMap((name) => [
      [`${name}_first`, first],
      [`${name}_second`, second],
    ]),
  );

/** Of each pair of flags only one may be true, so that an override soon conflicts with its vault. */
export const exclusive: CorpusFile = {
  file: 'exclusive',
  schema: {
    type: 'object',
    required: ['token'],
    properties: {
      token: { type: 'string', writeOnly: true },
      ...Object.fromEntries(Object.keys(flags(true, true)).map((name) => [name, { type: 'boolean' }])),
    },
    allOf: PAIRS.map((name) => ({
      not: {
        required: [`${name}_first`, `${name}_second`],
        properties: { [`${name}_first`]: { const: true }, [`${name}_second`]: { const: true } },
      },
    })),
  },
  secretSchemaPointers: [],
  instances: {
    valid: { token: 'token-of-the-vault', ...flags(false, true) },
    validFull: { token: 'token-of-the-config', ...flags(true, false) },
    invalid: [{ kind: 'not', instance: { token: 'token-of-nobody', ...flags(true, true) }, errors: [] }],
  },
};
