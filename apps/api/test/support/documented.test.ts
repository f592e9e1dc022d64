import { expect, test } from 'vitest';
import { checkDocumented } from './documented.ts';

const JSON_TYPE = 'application/json';

const error = (status: number, code: string) => ({
  object: 'error',
  ok: false,
  status,
  code,
  message: 'No.',
});

const check = (method: string, url: string, status: number, body: unknown, contentType = JSON_TYPE) =>
  checkDocumented(method, url, { status, contentType, body });

const publisher = {
  object: 'provider.publisher',
  id: 'pub_1',
  name: 'Acme',
  description: null,
  image_url: 'https://acme.test/logo.png',
  created_at: '2026-01-15T09:30:00.000Z',
  updated_at: '2026-01-15T09:30:00.000Z',
};

test('an answer that fits the document passes', () => {
  check('GET', '/publishers/pub_1', 200, publisher);
  check('HEAD', '/publishers/pub_1', 200, '');
  check('GET', '/publishers/pub_1?x=1', 404, error(404, 'not_found'));
  check('PUT', '/publishers', 405, error(405, 'method_not_allowed'));
  check('GET', '/nothing', 404, error(404, 'not_found'));
});

test('a status that the operation does not name fails', () => {
  expect(() => check('GET', '/publishers/pub_1', 409, error(409, 'conflict'))).toThrow(
    'the document names 200, 304, 400, 401, 403, 404, 405, 406, 412, 414, 429, 431, 500, 503',
  );
  expect(() => check('GET', '/publishers', 201, publisher)).toThrow('the document names');
});

test('an unknown path or method may only be refused', () => {
  expect(() => check('GET', '/nothing', 200, {})).toThrow('no such path');
  expect(() => check('POST', '/publishers', 200, publisher)).toThrow('no such operation');
});

test('a refusal must have the error format of the face', () => {
  expect(() => check('GET', '/nothing', 404, { error: 'Not Found' })).toThrow('must have required');
  expect(() => check('POST', '/publishers', 405, 'No', 'text/plain')).toThrow('a refusal is no text/plain');
});

test('a member that the document does not name fails, however deep', () => {
  const pagination = { has_more_before: false, has_more_after: false };
  const list = (items: object[]) => ({ object: 'list', items, pagination });
  check('GET', '/publishers', 200, list([publisher]));
  for (const body of [{ ...list([]), more: 1 }, list([{ ...publisher, more: 1 }])]) {
    expect(() => check('GET', '/publishers', 200, body)).toThrow('additional properties');
  }
});

test('a content type or a body that does not fit the document fails', () => {
  expect(() => check('GET', '/publishers/pub_1', 200, 'Acme', 'text/plain')).toThrow(
    'does not name text/plain',
  );
  expect(() => check('GET', '/publishers/pub_1', 200, { ...publisher, name: 1 })).toThrow(
    '/name must be string',
  );
  expect(() => check('GET', '/publishers/pub_1', 200, { ...publisher, created_at: 'now' })).toThrow(
    'date-time',
  );
  expect(() => check('GET', '/publishers/pub_1', 404, error(404, 'gone'))).toThrow('/code must be equal');
});
