/** A member that an event changed. A text is null where the member was absent. */
export interface Difference {
  /** The names from the row to the member, with dots between. */
  path: string;
  kind: 'added' | 'removed' | 'changed';
  before: string | null;
  after: string | null;
}

type Members = Record<string, unknown> | null | undefined;

/** Compares the members before and after an event, down to texts, numbers and lists. Equal ones are left out. */
export function differencesOf(before: Members, after: Members): Difference[] {
  const old = new Map(leavesOf(before ?? {}));
  const now = new Map(leavesOf(after ?? {}));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((path) => {
    const [was, is] = [old.get(path) ?? null, now.get(path) ?? null];
    const isNull = (was ?? is) === 'null';
    if (was === is || (isNull && isParentOf(path, was === null ? old : now))) return [];
    const kind = was === null ? 'added' : is === null ? 'removed' : 'changed';
    return [{ path, kind, before: was, after: is }];
  });
}

/** Tells if a side has members below a place, so that nothing or null at the other side says nothing more. */
const isParentOf = (path: string, leaves: ReadonlyMap<string, string>): boolean =>
  [...leaves.keys()].some((other) => other.startsWith(`${path}.`));

function leavesOf(members: object, above = ''): [string, string][] {
  return Object.entries(members).flatMap(([name, value]): [string, string][] => {
    const path = above === '' ? name : `${above}.${name}`;
    const isParent = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (isParent && Object.keys(value).length > 0) return leavesOf(value, path);
    return [[path, textOf(value)]];
  });
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value, null, 2);
