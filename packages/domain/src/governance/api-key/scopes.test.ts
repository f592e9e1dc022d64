import { describe, expect, test } from 'vitest';
import { registry } from '../../index.ts';
import { expandScopes, roleNames } from './scopes.ts';

const { scopes } = registry;
const sorted = (words: Iterable<string>) => [...words].sort();

describe('the known scopes', () => {
  test('each resource has a read scope, and a write scope when it has writes without scopes of their own', () => {
    for (const {
      wire: { path },
      verbs,
    } of registry.resources) {
      expect(scopes.all.has(`${path}:read`), path).toBe(true);
      expect(scopes.all.has(`${path}:write`), path).toBe(
        verbs.some(({ audit, scopes: own }) => audit !== null && own === undefined),
      );
    }
  });

  test('a publishable key reads the catalogue and writes nothing', () => {
    expect(sorted(scopes.publishable).filter((scope) => !scope.endsWith(':read'))).toEqual([]);
    for (const {
      wire: { path, secretKeysOnly },
      entity: { tenancy },
    } of registry.resources) {
      const isOpen = tenancy.of === 'catalog' && secretKeysOnly === undefined;
      expect(scopes.publishable.has(`${path}:read`), path).toBe(isOpen);
    }
    expect([...scopes.publishable].every((scope) => scopes.all.has(scope))).toBe(true);
  });
});

describe('expandScopes', () => {
  test('a scope expands to itself, an unknown word to nothing', () => {
    expect(sorted(expandScopes(['providers:read'], scopes))).toEqual(['providers:read']);
    expect(sorted(expandScopes(['providers:erase', '__proto__', 'constructor', ''], scopes))).toEqual([]);
  });

  test('no role reaches beyond its instance', () => {
    for (const role of roleNames) {
      const reached = sorted(expandScopes([role], scopes)).filter((scope) => scope.startsWith('instances:'));
      expect(reached, role).toEqual([]);
    }
  });

  test('each role includes the scopes of the next one', () => {
    const [admin = [], editor = [], operator = [], reader = []] = [
      'admin',
      'editor',
      'operator',
      'reader',
    ].map((role) => sorted(expandScopes([role], scopes)));
    expect(admin).toEqual(expect.arrayContaining(editor));
    expect(editor).toEqual(expect.arrayContaining(operator));
    expect(operator).toEqual(expect.arrayContaining(reader));
    expect(reader.every((scope) => scope.endsWith(':read'))).toBe(true);
    expect(admin).toContain('api-keys:write');
    expect(editor).not.toContain('api-keys:write');
    expect(editor).toContain('providers:write');
    expect(operator).not.toContain('providers:write');
    expect(operator).toContain('provider-configs:write');
  });

  test('the scopes of several words are joined', () => {
    const both = expandScopes(['reader', 'provider-configs:write'], scopes);
    expect(sorted(both)).toEqual(sorted([...expandScopes(['reader'], scopes), 'provider-configs:write']));
  });
});
