import { invalidData, isStorableText, type Problem } from '@berth/kernel';
import { type TObject, Type } from '@sinclair/typebox';
import { informerProblems } from './problems.ts';

/** The largest `start`. An offset costs time in proportion to the rows it skips. */
export const MOST_SKIPPED = 10_000;
/** The largest `limit`, and the default: short lists come whole. */
const MOST_AT_ONCE = 100;

/** Describes the query that `readListQuery` reads. `flags` gives the description of each boolean parameter. */
export function listInput(
  sorts: Readonly<Record<string, string>>,
  flags: Readonly<Record<string, string>>,
): TObject {
  const [first] = Object.keys(sorts);
  const words = Object.keys(sorts).flatMap((field) => [field, `-${field}`]);
  const start = {
    minimum: 0,
    maximum: MOST_SKIPPED,
    default: 0,
    description: 'The number of items to skip.',
  };
  const limit = {
    minimum: 1,
    maximum: MOST_AT_ONCE,
    default: MOST_AT_ONCE,
    description: 'The maximum number of items.',
  };
  return Type.Object({
    start: Type.Optional(Type.Integer(start)),
    limit: Type.Optional(Type.Integer(limit)),
    sort: Type.Optional(
      Type.Union(
        words.map((word) => Type.Literal(word)),
        { default: first, description: 'The member to sort by; a leading `-` sorts in descending order.' },
      ),
    ),
    q: Type.Optional(Type.String({ description: 'The search text.' })),
    ...Object.fromEntries(
      Object.entries(flags).map(([name, description]) => [
        name,
        Type.Optional(Type.Boolean({ default: false, description })),
      ]),
    ),
  });
}

/** The request of a list. */
export interface ListQuery<Sort extends string> {
  start: number;
  limit: number;
  sort: Sort;
  descending: boolean;
  search: string | undefined;
  flags: Record<string, boolean | undefined>;
}

/**
 * Reads `start`, `limit`, `sort`, `q` and boolean parameters. `sorts` maps the sortable members to their columns; the
 * first one is the default.
 * @throws DomainError `invalid_data` with every problem at once.
 */
export function readListQuery<Sort extends string>(
  query: URLSearchParams,
  sorts: Readonly<Record<string, Sort>>,
  flags: readonly string[] = [],
): ListQuery<Sort> {
  const problems: Problem[] = [];
  const refuse = (problem: Problem) => {
    problems.push(problem);
    return undefined;
  };
  const one = (name: string): string | undefined => {
    const [text, ...more] = query.getAll(name);
    if (more.length > 0) return refuse(informerProblems.repeated([name]));
    return text === undefined || isStorableText(text) ? text : refuse(informerProblems.notText([name]));
  };
  const integer = (name: string, min: number, max: number, byDefault: number): number => {
    const text = one(name);
    if (text === undefined) return byDefault;
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    refuse(informerProblems.integer({ min, max }, [name]));
    return byDefault;
  };
  const yes = (name: string): boolean | undefined => {
    const text = one(name);
    if (text === undefined || text === 'true' || text === 'false') return text && text === 'true';
    return refuse(informerProblems.flag([name]));
  };
  const fields = Object.keys(sorts);
  const wanted = one('sort') ?? fields[0] ?? '';
  const field = wanted.replace(/^-/, '');
  const sort = Object.hasOwn(sorts, field) ? sorts[field] : undefined;
  if (sort === undefined) refuse(informerProblems.sort({ fields: fields.join(', ') }, ['sort']));
  const read = {
    start: integer('start', 0, MOST_SKIPPED, 0),
    limit: integer('limit', 1, MOST_AT_ONCE, MOST_AT_ONCE),
    sort: sort as Sort,
    descending: wanted.startsWith('-'),
    search: one('q') || undefined,
    flags: Object.fromEntries(flags.map((name) => [name, yes(name)])),
  };
  if (problems.length > 0) throw invalidData(problems, 'query');
  return read;
}
