import { expect, test } from 'vitest';
import { bodyOf, changesOf, newDraft } from './key-draft.ts';
import { expand, groupsOf, toggled } from './key-scopes.ts';

test('a publishable key is made without scopes, and an empty limit is sent as none', () => {
  const draft = { ...newDraft, name: 'Web', scopes: ['reader'] };
  expect(bodyOf({ ...draft, type: 'publishable' })).toEqual({
    type: 'publishable',
    name: 'Web',
    reach: null,
    expires_at: null,
    allowed_ips: null,
  });
  const body = bodyOf({ ...draft, addresses: '10.0.0.0/8\n\n 192.0.2.7,' });
  expect(body).toMatchObject({ scopes: ['reader'], allowed_ips: ['10.0.0.0/8', '192.0.2.7'] });
});

test('a change sends the members that differ', () => {
  const before = { ...newDraft, name: 'One', scopes: ['reader'], expires: '2030-01-01T10:00' };
  expect(changesOf(before, { ...before })).toEqual({});
  expect(changesOf(before, { ...before, scopes: ['editor'] })).toEqual({ scopes: ['editor'] });
  expect(changesOf(before, { ...before, expires: '' })).toEqual({ expires_at: null });
});

test('scopes stand by subject and resource, reading first, and unknown paths last', () => {
  const groups = groupsOf([
    'jobs:read',
    'provider-configs:write',
    'provider-configs:read',
    'later-things:do',
  ]);
  expect(groups.map(({ title, rows }) => [title, rows.map(({ scopes }) => scopes)])).toEqual([
    ['Configuration', [['provider-configs:read', 'provider-configs:write']]],
    ['Governance', [['jobs:read']]],
    ['More', [['later-things:do']]],
  ]);
});

test('roles expand to their scopes', () => {
  const roles = [{ object: 'api_key.role' as const, name: 'reader', description: '', scopes: ['jobs:read'] }];
  expect([...expand(['reader', 'models:write', 'unknown'], roles)]).toEqual(['jobs:read', 'models:write']);
  expect(toggled(toggled(['a'], 'b'), 'a')).toEqual(['b']);
});
