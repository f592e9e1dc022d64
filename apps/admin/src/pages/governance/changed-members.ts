import { sameJson } from '../../json/json.ts';

/** Returns the members of `after` that differ from those of `before`, for the body of a change. */
export const changedMembers = <T extends object>(before: object, after: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(after).filter(
      ([name, value]) => !sameJson(value, (before as Record<string, unknown>)[name]),
    ),
  ) as Partial<T>;
