import { expect, test } from 'vitest';
import { prepareSchema } from '../schema/prepare.ts';
import { publicNames, publicText } from './public-text.ts';

const { root } = prepareSchema({
  type: 'object',
  properties: {
    host: { type: 'string' },
    port: { type: 'integer' },
    tags: { type: 'array', items: { type: 'string' } },
    pin: { type: 'string', format: 'password' },
    auth: { type: 'object', properties: { user: { type: 'string' } } },
    password: { type: 'string' },
  },
});
const names = publicNames(root, (path) => path[0] === 'auth');
const kept = (text: string) => publicText(text, names);

test('the members that are never secret are known by their names', () => {
  expect([...names].sort()).toEqual(['host', 'port', 'tags']);
});

test('a text that is not JSON yet keeps what is public', () => {
  const text = '{\n  "host": "a.test",\n  "port": 80\n  "tags": ["x", "y",\n';
  expect(kept(text)).toBe(text);
});

test.each([
  ['{"pin": "s3cret", "host": "a"', '{"pin": "", "host": "a"'],
  ['{"pin": "s3cret', '{"pin": ""'],
  ['{"password": 1234,}', '{"password": "",}'],
  ['{"auth": {"user": "s3cret"', '{"auth": {"user": ""'],
  ['{"unknown": ["s3cret"', '{"unknown": [""'],
  ['{"host": "https://me:s3cret@a.test"', '{"host": ""'],
])('the secret in %s is emptied', (text, expected) => {
  expect(kept(text)).toBe(expected);
});

test.each([
  '{"pin": s3cret", "host": "a"',
  '{"pin" "s3cret"',
  '{"host": "a", "pin" "s3cret"',
  '{"tags": ["x"], "pin" "s3cret"',
  '{"pin": "a" s3cret: "b"',
  's3cret',
  '"s3cret"',
])('the secret in %s is not kept, whatever is wrong around it', (text) => {
  expect(kept(text)).not.toContain('s3cret');
});
