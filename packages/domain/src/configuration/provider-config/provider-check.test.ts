import { secretLeaves } from '@berth/json-schema';
import { describe, expect, test } from 'vitest';
import type { VersionTest } from '../../catalog/tables/provider-version.ts';
import type { JsonObject } from '../value/index.ts';
import { providerCheckOf } from './provider-check.ts';

const secret = { type: 'string', writeOnly: true };
const text = { type: 'string' };
const schema = {
  type: 'object',
  properties: {
    url: text,
    region: text,
    token: secret,
    second: secret,
    auth: {
      type: 'object',
      oneOf: [
        { properties: { type: { const: 'token' }, token: secret }, additionalProperties: false },
        {
          properties: { type: { const: 'basic' }, user: text, password: secret },
          additionalProperties: false,
        },
        { properties: { type: { const: 'chain' } }, additionalProperties: false },
      ],
    },
  },
};

async function check(headers: VersionTest['headers'], value: JsonObject, config_schema: JsonObject = schema) {
  const secrecy = { config_schema, config_visibility: 'plain' as const, secret_paths: [] };
  const secrets = secretLeaves(config_schema, value, { visibility: 'plain', marked: [] });
  const test = { url: 'https://provider.example/', ...(headers ? { headers } : {}) };
  const {
    credentials,
    headers: plain,
    lacksCredentials,
  } = (await providerCheckOf(test, value, secrets, secrecy)) ?? {};
  return { credentials, plain, lacksCredentials };
}

const AUTH = { Authorization: 'Bearer {auth/token} || Basic base64({auth/user}:{auth/password})' };

describe('a header', () => {
  test('takes the first template that the value fills', async () => {
    expect(await check(AUTH, { auth: { type: 'token', token: 't-000' } })).toEqual({
      credentials: { Authorization: 'Bearer t-000' },
      plain: {},
      lacksCredentials: false,
    });
    expect((await check(AUTH, { auth: { type: 'basic', user: 'u', password: 'p)' } })).credentials).toEqual({
      Authorization: `Basic ${Buffer.from('u:p)').toString('base64')}`,
    });
  });

  test('never takes a filled text for a part of its template', async () => {
    const headers = { 'X-Token': '{token} || fallback', 'X-Region': 'base64({region})' };
    const value = { token: 'base64(x) || {region}', region: 'base64({token})' };
    expect(await check(headers, value)).toMatchObject({
      credentials: { 'X-Token': value.token },
      plain: { 'X-Region': Buffer.from(value.region).toString('base64') },
    });
  });

  test('is left out when the value lacks a leaf that is no secret', async () => {
    const headers = { 'X-Token': '{token}', 'X-Region': '{region}' };
    expect(await check(headers, { token: 't-000' })).toEqual({
      credentials: { 'X-Token': 't-000' },
      plain: {},
      lacksCredentials: false,
    });
  });
});

describe('credentials are lacking', () => {
  test.each<[string, VersionTest['headers'], JsonObject]>([
    ['a secret that the schema describes is absent', { 'X-Token': '{token}' }, {}],
    ['it is empty', { 'X-Token': '{token}' }, { token: '' }],
    ['one of two is absent', { 'X-Token': '{token}', 'X-Second': '{second}' }, { token: 't-000' }],
    ['one of two is empty', { 'X-Token': '{token}', 'X-Second': '{second}' }, { token: 't-000', second: '' }],
    ['the value is of a kind without a template', AUTH, { auth: { type: 'chain' } }],
    ['the value has a secret that no header sends', {}, { token: 't-000' }],
    ['the value has a secret and the test no headers', undefined, { token: 't-000' }],
    ['the template names a leaf that the schema does not describe', { 'X-Token': '{tokn}' }, {}],
  ])('when %s', async (_why, headers, value) => {
    expect(await check(headers, value)).toMatchObject({ lacksCredentials: true });
  });

  test.each<[string, VersionTest['headers'], JsonObject]>([
    ['the template may be left out', { 'X-Token': '{token} || ' }, {}],
    ['neither the value nor the test has a secret', { 'X-Region': '{region}' }, { region: 'eu' }],
    [
      'another header sends the kind of the value',
      { A: '{auth/token}', B: '{auth/password}' },
      { auth: { type: 'token', token: 't-000' } },
    ],
  ])('not when %s', async (_why, headers, value) => {
    expect(await check(headers, value)).toMatchObject({ lacksCredentials: false });
  });
});
