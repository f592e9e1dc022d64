import { isObject, type JsonObject, objectOf, own, sameJson } from '../../json/json.ts';
import { pointerOf } from '../../json/pointer.ts';
import type { Node } from '../schema/node.ts';
import { constantOf } from '../schema/unions.ts';
import { fits, underConditions } from '../schema/validator.ts';

/** Describes a value, of which some members are stored and not known here. */
export interface Seen {
  value: unknown;
  /** Names of members that are set and not shown. */
  hidden: readonly string[];
}

/** Finds the branch that a value is of; null for a value that is not there. */
export function branchOf(branches: readonly Node[], { value, hidden }: Seen): number | null {
  if (value === undefined && hidden.length === 0) return null;
  if (hidden.length === 0) {
    const fitting = branches.flatMap((branch, i) => (fits(branch, value) ? [i] : []));
    if (fitting.length === 1) return fitting[0] ?? 0;
  }
  const marks = branches.map((branch) => markOf(branch, { value, hidden }));
  const best = Math.max(...marks);
  return marks.indexOf(best);
}

/** The branch that is shown before there is a value. */
export function presetBranch(branches: readonly Node[], preset: unknown): number {
  return preset === undefined ? 0 : (branchOf(branches, { value: preset, hidden: [] }) ?? 0);
}

/** Says how well a branch suits a value. Constants decide, then known members, then missing ones. */
function markOf(branch: Node, { value, hidden }: Seen): number {
  if (!isObject(value) && hidden.length === 0) return branch.type === typeOf(value) ? 1 : 0;
  const properties = branch.properties ?? {};
  const names = [...Object.keys(isObject(value) ? value : {}), ...hidden];
  let mark = 0;
  for (const [name, member] of Object.entries(properties)) {
    const content = own(value, name);
    const constant = constantOf(member);
    if (content === undefined) continue;
    if (constant) mark += sameJson(constant.value, content) ? 1_000 : -1_000;
    else if (member.enum && !member.enum.some((one) => sameJson(one, content))) mark -= 100;
  }
  for (const name of names) mark += Object.hasOwn(properties, name) ? 2 : -2;
  for (const name of branch.required ?? []) if (!names.includes(name)) mark -= 1;
  return mark;
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (Number.isInteger(value)) return 'integer';
  return value === null ? 'null' : typeof value;
}

/** The members with one possible value: they tell the branches of a union apart. */
export function constantsOf(branch: Node): JsonObject {
  return objectOf(
    Object.entries(branch.properties ?? {}).flatMap(([name, member]) => {
      const constant = constantOf(member);
      return constant ? [[name, constant.value] as const] : [];
    }),
  );
}

export interface Move {
  value: unknown;
  /** The members of the branch that was left. They come back with it. */
  aside: unknown;
}

/** Moves a value to another branch: members that both know stay, those of the old branch alone are put aside. */
export function moveTo(value: unknown, from: Node | null, to: Node | null, aside: unknown): Move {
  if (to === null) return { value: undefined, aside: value };
  if (!isGroupLike(to)) {
    const constant = constantOf(to);
    return { value: constant ? constant.value : aside, aside: value };
  }
  if (!isObject(value)) {
    return { value: { ...(isObject(aside) ? aside : {}), ...constantsOf(to) }, aside: value };
  }
  const [old, next] = [from?.properties ?? {}, to.properties ?? {}];
  const leaves = (name: string, member: unknown) => {
    if (!Object.hasOwn(old, name)) return false;
    const other = own(next, name) as Node | undefined;
    return other === undefined || !couldBe(other, member);
  };
  const entries = Object.entries(value);
  const left = entries.filter(([name, member]) => leaves(name, member));
  const stay = entries.filter(([name, member]) => !leaves(name, member));
  const back = Object.entries(isObject(aside) ? aside : {});
  return {
    value: objectOf([...stay, ...back, ...Object.entries(constantsOf(to))]),
    aside: objectOf(left),
  };
}

const isGroupLike = (node: Node): boolean =>
  node.type === 'object' || Object.keys(node.properties ?? {}).length > 0;

/** True when a member of the old branch can be taken over as it is. */
function couldBe(node: Node, value: unknown): boolean {
  if (constantOf(node)) return sameJson(constantOf(node)?.value, value);
  return value === undefined || fits(node, value);
}

/**
 * Adds what a value must have and a form does not ask for: required constants, required objects, and the constants of
 * branches that were picked.
 */
export function completed(
  node: Node,
  value: unknown,
  picked: (at: string, union: string) => number | undefined,
  isKept: (at: string) => boolean,
  at = '',
  around = '',
): unknown {
  const full = underConditions(node, value);
  if (Array.isArray(value)) {
    const { items } = full;
    return value.map((item, i) => {
      const its = Array.isArray(items) ? items[i] : items;
      return its ? completed(its, item ?? emptyOf(its), picked, isKept, `${at}/${i}`) : item;
    });
  }
  if (value !== undefined && !isObject(value)) return value;
  let out: unknown = value;
  for (const [i, union] of (full['x-unions'] ?? []).entries()) {
    const pick = picked(at, `${around}${i}`);
    const index = pick ?? branchOf(union, { value: out, hidden: [] }) ?? -1;
    const branch = union[index];
    if (!branch) continue;
    const constants = pick === undefined ? {} : constantsOf(branch);
    if (isObject(out) || Object.keys(constants).length > 0)
      out = { ...constants, ...(isObject(out) ? out : {}) };
    out = completed(branch, out, picked, isKept, at, `${around}${i}.${index}.`);
  }
  if (!isObject(out)) return out;
  const members = Object.entries(full.properties ?? {}).flatMap(([name, member]): [string, unknown][] => {
    const below = `${at}${pointerOf([name])}`;
    const known = own(out, name);
    if (isKept(below)) return [];
    const made = known ?? (full.required?.includes(name) ? requiredOf(member) : undefined);
    const done = completed(member, made, picked, isKept, below);
    return done === undefined || sameJson(done, known) ? [] : [[name, done]];
  });
  return members.length > 0 ? objectOf([...new Map([...Object.entries(out), ...members])]) : out;
}

function requiredOf(member: Node): unknown {
  const constant = constantOf(member);
  if (constant) return constant.value;
  return isGroupLike(member) && !member['x-lazy'] ? {} : undefined;
}

/** The content of a new item that nothing was entered for. */
function emptyOf(item: Node): unknown {
  if (item.type === 'string') return '';
  return isGroupLike(item) ? {} : null;
}
