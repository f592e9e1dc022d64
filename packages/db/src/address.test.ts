import { expect, test } from 'vitest';
import { readAddress } from './address.ts';

const hostsOf = (text: string) => readAddress(text)?.hosts ?? null;

test('a URL of one server or of several is read', () => {
  expect(hostsOf('postgres://u:p@db:6000/berth?sslmode=require')).toEqual(['db:6000']);
  expect(hostsOf('postgresql://db/berth')).toEqual(['db:5432']);
  expect(hostsOf('postgres://u:p@a:5433,b,c:5434/berth?target_session_attrs=read-write')).toEqual([
    'a:5433',
    'b:5432',
    'c:5434',
  ]);
  expect(hostsOf('postgres:///berth')).toEqual(['localhost:5432']);
  expect(hostsOf('postgres://u:p%2Cq@db/berth')).toEqual(['db:5432']);
  expect(readAddress('postgres://u:p@a,b/berth')?.first.pathname).toBe('/berth');
});

test.each([
  'mysql://db/berth',
  'postgres:db',
  'postgres://a,,b/berth',
  'postgres://a,/berth',
  'postgres://a:x,b/berth',
  'postgres://a:99999/berth',
  'db:5432',
  '',
])('%s is no address', (text) => {
  expect(readAddress(text)).toBeNull();
});
