import type { ProviderVersion } from '@berth/client';
import { expect, test } from 'vitest';
import { planOf, usedVersion } from './plan.ts';

const version = (id: string, more: Partial<ProviderVersion> = {}): ProviderVersion =>
  ({
    id,
    version: id,
    status: 'active',
    is_current: false,
    specification_id: `s-${id}`,
    ...more,
  }) as ProviderVersion;

const VERSIONS = [version('v3'), version('v2', { is_current: true }), version('v1')];
const ids = ({ from, to, isBack }: ReturnType<typeof planOf>) => [from?.id, to?.id, isBack];

test('the way leads from the version in use to the current one, else to the newest', () => {
  const plan = (used: string | null, more = {}) => ids(planOf(VERSIONS, { from: '', to: '', used, ...more }));
  expect(plan('v1')).toEqual(['v1', 'v2', false]);
  expect(plan('v2')).toEqual(['v2', 'v3', false]);
  expect(plan(null)).toEqual(['v2', 'v3', false]);
  expect(plan('v3')).toEqual(['v3', 'v2', true]);
  expect(plan('v1', { to: 'v3' })).toEqual(['v1', 'v3', false]);
  expect(plan('v1', { from: 'v3', to: 'v1' })).toEqual(['v3', 'v1', true]);
  expect(plan('v1', { to: 'unknown' })).toEqual(['v1', 'v2', false]);
  expect(plan('v1', { from: 'v3', to: 'v3' })).toEqual(['v3', 'v2', true]);
  expect(plan('v1', { from: 'v2', to: 'v2' })).toEqual(['v2', 'v3', false]);
});

test('a single version leads nowhere', () => {
  const [only] = VERSIONS.slice(1, 2);
  expect(ids(planOf(only ? [only] : [], { from: '', to: '', used: null }))).toEqual(['v2', undefined, false]);
});

test('the version in use is the earliest that has one of the specifications', () => {
  expect(usedVersion(VERSIONS, ['s-v3', 's-v1', null])).toBe('v1');
  expect(usedVersion(VERSIONS, ['other'])).toBeNull();
});
