import { canonicalJson } from '../json/canonical-json.ts';
import { isObject, ownValue } from '../json/object.ts';
import { childPointer, type Pointer, parsePointer } from '../json/pointer.ts';
import type { PointerProblem } from '../json/pointer-problem.ts';
import { patchProblems } from './errors.ts';
import { ANY, OPERATIONS, type Operation, type OperationName, PATCH_BUDGET } from './operation.ts';

type Member = 'fallback' | 'from' | 'if_present' | 'to' | 'value' | 'values';

/** The members that each operation takes beside `op` and `path`. */
const MEMBERS: Readonly<Record<OperationName, { needed: readonly Member[]; more: readonly Member[] }>> = {
  add: { needed: ['value'], more: [] },
  copy: { needed: ['from'], more: ['if_present'] },
  default: { needed: ['value'], more: [] },
  map: { needed: ['values'], more: ['fallback'] },
  move: { needed: ['from'], more: ['if_present'] },
  remove: { needed: [], more: ['if_present'] },
  rename: { needed: ['to'], more: [] },
  replace: { needed: ['value'], more: ['if_present'] },
  test: { needed: ['value'], more: [] },
};
const ALL_MEMBERS: readonly Member[] = ['fallback', 'from', 'if_present', 'to', 'value', 'values'];
const INSIDE: ReadonlySet<OperationName> = new Set(['default', 'map', 'remove', 'rename']);
const OF_ONE_PLACE: ReadonlySet<OperationName> = new Set(['add', 'default', 'rename']);

/**
 * Reads a patch: an array of operations. Members that no operation knows are ignored (RFC 6902 §4); a known one that
 * does not belong to the operation is a problem. There are operations only when there are no problems.
 */
export function readPatch(patch: unknown): { operations: Operation[]; problems: PointerProblem[] } {
  if (!Array.isArray(patch)) return { operations: [], problems: [patchProblems.noPatch()] };
  const most = PATCH_BUDGET.operations;
  if (patch.length > most) {
    const excess = patchProblems.excess({ count: patch.length, things: 'operations', most });
    return { operations: [], problems: [excess] };
  }
  const problems: PointerProblem[] = [];
  const operations = patch.flatMap((given: unknown, index) => {
    const operation = readOperation(given, `/${index}`, problems);
    return operation === null ? [] : [operation];
  });
  return { operations: problems.length === 0 ? operations : [], problems };
}

function readOperation(given: unknown, at: Pointer, problems: PointerProblem[]): Operation | null {
  const before = problems.length;
  if (!isObject(given)) return fail(problems, patchProblems.noOperation(at));
  const op = OPERATIONS.find((name) => name === ownValue(given, 'op'));
  if (op === undefined) {
    return fail(problems, patchProblems.unknown({ names: OPERATIONS.join(', ') }, childPointer(at, 'op')));
  }
  const { needed, more } = MEMBERS[op];
  for (const name of needed)
    if (!Object.hasOwn(given, name)) problems.push(patchProblems.missing({ op }, childPointer(at, name)));
  for (const name of ALL_MEMBERS)
    if (Object.hasOwn(given, name) && !needed.includes(name) && !more.includes(name))
      problems.push(patchProblems.notTaken({ op }, childPointer(at, name)));
  const ifPresent = ownValue(given, 'if_present') ?? false;
  if (typeof ifPresent !== 'boolean') problems.push(patchProblems.noFlag(childPointer(at, 'if_present')));
  const path = readPath(given, 'path', at, problems);
  if (path !== null) problems.push(...misplaced(op, path, childPointer(at, 'path')));
  const made = path === null || problems.length > before ? null : make(op, given, path, at, problems);
  return problems.length > before ? null : made;
}

function fail(problems: PointerProblem[], problem: PointerProblem): null {
  problems.push(problem);
  return null;
}

function readPath(given: object, member: string, at: Pointer, problems: PointerProblem[]): string[] | null {
  const place = childPointer(at, member);
  const text = ownValue(given, member);
  if (typeof text !== 'string') return fail(problems, patchProblems.noText(place));
  const segments = parsePointer(text);
  if (segments === undefined) return fail(problems, patchProblems.pointer(place));
  if (segments.includes('__proto__')) return fail(problems, patchProblems.reserved(place));
  const { length: count } = segments;
  const most = PATCH_BUDGET.steps;
  if (count > most) return fail(problems, patchProblems.excess({ count, things: 'steps', most }, place));
  return segments;
}

function misplaced(op: OperationName, path: readonly string[], at: Pointer): PointerProblem[] {
  if (op === 'test') return path.includes(ANY) ? [patchProblems.anyInTest(at)] : [];
  if (path.length === 0) return INSIDE.has(op) ? [patchProblems.whole({ op }, at)] : [];
  return OF_ONE_PLACE.has(op) && path.at(-1) === ANY ? [patchProblems.lastAny({ op }, at)] : [];
}

function make(
  op: OperationName,
  given: Record<string, unknown>,
  path: readonly string[],
  at: Pointer,
  problems: PointerProblem[],
): Operation | null {
  const { value, to } = given;
  const ifPresent = given.if_present === true;
  switch (op) {
    case 'add':
    case 'default':
    case 'test':
      return { op, path, value };
    case 'replace':
      return { op, path, value, ifPresent };
    case 'remove':
      return { op, path, ifPresent };
    case 'copy':
    case 'move': {
      const from = readPath(given, 'from', at, problems);
      if (from === null) return null;
      problems.push(...unrelated(op, from, path, at));
      return { op, from, path, ifPresent };
    }
    case 'rename': {
      if (typeof to !== 'string') return fail(problems, patchProblems.noText(childPointer(at, 'to')));
      if (to === '__proto__') return fail(problems, patchProblems.reserved(childPointer(at, 'to')));
      return { op, from: path, path: [...path.slice(0, -1), to], ifPresent: true };
    }
    case 'map':
      return readTable(given, path, at, problems);
  }
}

function unrelated(
  op: 'copy' | 'move',
  from: readonly string[],
  path: readonly string[],
  at: Pointer,
): PointerProblem[] {
  const any = (segments: readonly string[]) => segments.filter((segment) => segment === ANY).length;
  if (any(from) !== any(path)) return [patchProblems.unpaired(childPointer(at, 'path'))];
  const isAbove = from.length < path.length && from.every((segment, index) => segment === path[index]);
  return op === 'move' && isAbove ? [patchProblems.intoItself(childPointer(at, 'path'))] : [];
}

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;

function readTable(
  given: Record<string, unknown>,
  path: readonly string[],
  at: Pointer,
  problems: PointerProblem[],
): Operation | null {
  const rows = given.values;
  const place = childPointer(at, 'values');
  if (!Array.isArray(rows)) return fail(problems, patchProblems.noTable(place));
  const { length: count } = rows;
  const most = PATCH_BUDGET.rows;
  if (count > most) return fail(problems, patchProblems.excess({ count, things: 'rows', most }, place));
  const table = new Map<string, unknown>();
  for (const [index, row] of rows.entries()) {
    const here = childPointer(place, index);
    if (!isObject(row) || !Object.hasOwn(row, 'from') || !Object.hasOwn(row, 'to')) {
      problems.push(patchProblems.noTable(here));
      continue;
    }
    for (const member of ['from', 'to'] as const)
      if (!isScalar(row[member])) problems.push(patchProblems.container(childPointer(here, member)));
    if (!isScalar(row.from)) continue;
    const key = canonicalJson(row.from);
    if (table.has(key)) problems.push(patchProblems.twice(childPointer(here, 'from')));
    table.set(key, row.to);
  }
  const hasFallback = Object.hasOwn(given, 'fallback');
  if (hasFallback && !isScalar(given.fallback))
    problems.push(patchProblems.container(childPointer(at, 'fallback')));
  return { op: 'map', path, table, fallback: hasFallback ? { value: given.fallback } : null };
}
