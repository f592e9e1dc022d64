import { field, isNode, listIn, type Node, nodesOf, type Tree, word } from './node-tree.ts';

/** How a function of PostgreSQL may change its result: `i` never, `s` between statements, `v` always. */
export type Volatility = 'i' | 's' | 'v';

/** Finds the volatility of a function by its oid, and its name. */
export type FunctionOf = (oid: string) => { name: string; volatility: Volatility };

const UPDATE = '2';

/**
 * Lists the functions that Citus refuses in a statement that writes: in the update of an upsert all that are not
 * immutable, in other updates volatile ones, and stable ones of a column.
 */
export function refusedFunctions(statement: Tree, functionOf: FunctionOf): string[] {
  const queries = nodesOf(statement).filter(({ type }) => type === 'QUERY');
  return queries.flatMap((query) => {
    const conflict = field(query, 'onConflict');
    const upserted = isNode(conflict)
      ? callsIn(
          ['onConflictSet', 'onConflictWhere'].map((name) => conflict.fields.get(name) ?? []),
          functionOf,
        ).filter(({ volatility }) => volatility !== 'i')
      : [];
    const isUpdate = word(query, 'commandType') === UPDATE;
    const changed = isUpdate
      ? callsIn(listIn(query, 'targetList'), functionOf).filter(
          ({ volatility, call }) =>
            volatility === 'v' ||
            (volatility === 's' && nodesOf(call).some(({ type }) => type === 'VAR') && !hasQuery(call)),
        )
      : [];
    return [...upserted, ...changed].map(({ name }) => name);
  });
}

const hasQuery = (call: Node): boolean => nodesOf(call).some(({ type }) => type === 'QUERY');

/** Lists the calls in an expression, of functions and of operators. Those in queries inside it count on their own. */
function callsIn(tree: Tree, functionOf: FunctionOf) {
  const inside = new Set(
    nodesOf(tree)
      .filter(({ type }) => type === 'QUERY')
      .flatMap(nodesOf),
  );
  return nodesOf(tree)
    .filter((node) => !inside.has(node))
    .flatMap((call) =>
      ['funcid', 'opfuncid'].flatMap((name) => {
        const oid = word(call, name);
        return oid === '' || oid === '0' ? [] : [{ ...functionOf(oid), call }];
      }),
    );
}
