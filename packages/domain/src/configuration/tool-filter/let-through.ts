import { type LinearPattern, PatternError, PatternSet, Work } from '@berth/json-schema';
import { breathe } from '@berth/kernel';
import type { ToolFilter } from './index.ts';

/** The parts of a tool that rules match. */
export interface Matched {
  id: string;
  key: string;
}

/** The most work of all patterns with all tools, in the units of `LinearPattern.work`: about three seconds at worst. */
const MOST_WORK = 100_000_000;

/**
 * Finds the tools that every filter allows. The rules for tools of one filter are alternatives; a filter without rules
 * for tools allows all of them. The time is linear in the rules, the tools, and the work of the patterns.
 * @throws TooMuchWork
 */
export async function letThrough<T extends Matched>(
  filters: readonly ToolFilter[],
  tools: readonly T[],
): Promise<T[]> {
  const checks = filters.flatMap((filter) => checkOf(filter) ?? []);
  const patterns = checks.flatMap((check) => check.patterns);
  const allowed: T[] = [];
  const work = new Work(MOST_WORK);
  for (const tool of tools) {
    for (const pattern of patterns) work.spend(pattern.work(tool.key.length) + pattern.work(tool.id.length));
    if (checks.every((check) => allows(check, tool))) allowed.push(tool);
    await breathe();
  }
  return allowed;
}

interface Check {
  keys: ReadonlySet<string>;
  patterns: readonly LinearPattern[];
}

/** Gathers the rules for tools; null when there is none. */
function checkOf(filter: ToolFilter): Check | null {
  if (filter.type === 'allow_all') return null;
  const keys = new Set<string>();
  const patterns: LinearPattern[] = [];
  const set = new PatternSet(undefined, { ignoreCase: true });
  let isForTools = false;
  for (const rule of filter.filters) {
    if (rule.type === 'tool_keys') for (const key of rule.keys) keys.add(key);
    else if (rule.type === 'tool_regex') patterns.push(...compiled(set, rule.pattern));
    else continue;
    isForTools = true;
  }
  return isForTools ? { keys, patterns } : null;
}

/** A pattern that an earlier release stored, and that this one refuses, matches nothing. */
function compiled(set: PatternSet, pattern: string): LinearPattern[] {
  try {
    return [set.add(pattern)];
  } catch (error) {
    if (error instanceof PatternError) return [];
    throw error;
  }
}

const allows = ({ keys, patterns }: Check, { id, key }: Matched): boolean =>
  keys.has(key) || keys.has(id) || patterns.some((pattern) => pattern.test(key) || pattern.test(id));
