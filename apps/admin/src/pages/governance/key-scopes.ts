import type { ApiKeyRole } from '@berth/client';
import { navigation, resourceAt, titleOf } from '../../app/navigation.ts';
import { shell } from '../../words/shell.ts';

export interface ScopeRow {
  path: string;
  title: string;
  scopes: readonly string[];
}

export interface ScopeGroup {
  title: string;
  rows: readonly ScopeRow[];
}

/** Tells a scope from a role. */
export const isScope = (word: string): boolean => word.includes(':');

/** Returns the word of a scope behind its path: `write`. */
export const accessOf = (scope: string): string => scope.split(':')[1] ?? scope;

/** Reading and writing stand before the rest. */
const rank = (scope: string): number => ['write', 'read'].indexOf(accessOf(scope));

function titleOfPath(path: string): string {
  const resource = resourceAt(path);
  const words = path.replaceAll(/[-.]/g, ' ');
  return resource ? titleOf(resource) : words.charAt(0).toUpperCase() + words.slice(1);
}

/** Groups scopes by the subject of their resource, in the order of the navigation; the others come last. */
export function groupsOf(scopes: Iterable<string>): ScopeGroup[] {
  const byPath = new Map<string, string[]>();
  for (const scope of [...new Set(scopes)].sort()) {
    const path = scope.split(':')[0] ?? '';
    byPath.set(path, [...(byPath.get(path) ?? []), scope]);
  }
  const rowOf = (path: string): ScopeRow[] => {
    const own = byPath.get(path);
    byPath.delete(path);
    return own ? [{ path, title: titleOfPath(path), scopes: own.sort((a, b) => rank(b) - rank(a)) }] : [];
  };
  const groups = navigation.map(({ title, entries }) => ({
    title,
    rows: entries.flatMap(({ path }) => rowOf(path)),
  }));
  const others = { title: shell.subjects.more, rows: [...byPath.keys()].flatMap(rowOf) };
  return [...groups, others].filter(({ rows }) => rows.length > 0);
}

/** Expands roles and scopes to scopes. */
export function expand(words: readonly string[], roles: readonly ApiKeyRole[]): Set<string> {
  const given = roles.filter(({ name }) => words.includes(name)).flatMap(({ scopes }) => scopes);
  return new Set([...given, ...words.filter(isScope)]);
}

/** Adds a word to a list, or takes it away. */
export const toggled = (words: readonly string[], word: string): string[] =>
  words.includes(word) ? words.filter((one) => one !== word) : [...words, word];
