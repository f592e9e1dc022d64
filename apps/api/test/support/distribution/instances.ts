import { field, isNode, listIn, type Node, nodesOf, type Tree, word } from './node-tree.ts';

/** The tables of instances: the number of their column `instance_id`, by the oid of the table. */
export interface TenantTables {
  columnOf: ReadonlyMap<string, string>;
  nameOf: ReadonlyMap<string, string>;
}

/** The kinds of entries in the range table of a query, as PostgreSQL numbers them (RTEKind). */
const RELATION = '0';
const SUBQUERY = '1';
const VALUES = '5';
const CTE = '6';
const INSERT = '3';

/** A query, with the ones around it, innermost last. */
interface Level {
  node: Node;
  id: number;
}

/**
 * Lists the tables of instances that a statement reads or writes without naming one instance: no condition compares
 * the column with a value, or with the column of a table whose instance is named. `isEquality` tells the operators of
 * equality.
 */
export function tablesWithoutInstance(
  statement: Tree,
  { columnOf, nameOf }: TenantTables,
  isEquality: (operator: string) => boolean,
): string[] {
  const same = new Classes();
  const needed: { column: string; table: string }[] = [];
  const ids = new Map<Node, number>();
  const idOf = (node: Node): number => {
    const id = ids.get(node) ?? ids.size;
    ids.set(node, id);
    return id;
  };

  const keyOf = (tree: Tree | undefined, levels: readonly Level[]): string | null => {
    if (!isNode(tree)) return null;
    if (tree.type === 'RELABELTYPE') return keyOf(field(tree, 'arg'), levels);
    if (tree.type === 'VAR') {
      const level = levels.at(-1 - Number(word(tree, 'varlevelsup')));
      return level ? `${level.id}.${word(tree, 'varno')}.${word(tree, 'varattno')}` : null;
    }
    return nodesOf(tree).some(({ type }) => type === 'VAR' || type === 'SUBLINK') ? null : VALUE;
  };

  const compare = (tree: Tree | undefined, levels: readonly Level[]): void => {
    if (!isNode(tree)) return;
    if (tree.type === 'BOOLEXPR' && word(tree, 'boolop') === 'and') {
      for (const part of listIn(tree, 'args')) compare(part, levels);
    }
    if (tree.type !== 'OPEXPR' || !isEquality(word(tree, 'opno'))) return;
    const [left, right] = listIn(tree, 'args').map((side) => keyOf(side, levels));
    if (left && right) same.join(left, right);
  };

  /** The columns of a query inside another one are those that it returns. */
  const passOn = (inner: Node, innerLevels: readonly Level[], outer: Level, position: number): void => {
    const returned = listIn(inner, 'returningList');
    for (const target of returned.length > 0 ? returned : listIn(inner, 'targetList')) {
      if (!isNode(target)) continue;
      const key = keyOf(field(target, 'expr'), innerLevels);
      if (key) same.join(key, `${outer.id}.${position}.${word(target, 'resno')}`);
    }
  };

  const visit = (node: Node, around: readonly Level[]): void => {
    const level = { node, id: idOf(node) };
    const levels = [...around, level];
    const joins = nodesOf(field(node, 'jointree') ?? '').filter(({ type }) =>
      /^(?:FROM|JOIN)EXPR$/.test(type),
    );
    const inSublinks = new Set(
      nodesOf(field(node, 'jointree') ?? '')
        .filter(isQuery)
        .flatMap(nodesOf),
    );
    for (const join of joins) if (!inSublinks.has(join)) compare(field(join, 'quals'), levels);
    const tables = listIn(node, 'rtable').filter(isNode);
    const resultAt = Number(word(node, 'resultRelation'));
    const isInsert = word(node, 'commandType') === INSERT;
    tables.forEach((table, index) => {
      const position = index + 1;
      const kind = word(table, 'rtekind');
      const column = columnOf.get(word(table, 'relid'));
      if (kind === RELATION && column !== undefined) {
        const key = isInsert && position === resultAt ? inserted(node, column, levels) : null;
        const place = `${level.id}.${position}.${column}`;
        if (key) same.join(place, key);
        // A table that only conflicts mention is the one that rows are inserted into
        if (!isInsert || position === resultAt) {
          needed.push({ column: place, table: nameOf.get(word(table, 'relid')) ?? '' });
        }
      }
      if (kind === SUBQUERY) {
        const inner = field(table, 'subquery');
        if (isNode(inner)) passOn(inner, [...levels, { node: inner, id: idOf(inner) }], level, position);
      }
      if (kind === CTE) {
        const owner = levels.at(-1 - Number(word(table, 'ctelevelsup')));
        const cte =
          owner &&
          listIn(owner.node, 'cteList').find(
            (one) => isNode(one) && word(one, 'ctename') === word(table, 'ctename'),
          );
        const inner = isNode(cte) ? field(cte, 'ctequery') : undefined;
        if (isNode(inner)) passOn(inner, [...levels, { node: inner, id: idOf(inner) }], level, position);
      }
      if (kind === VALUES) {
        const rows = listIn(table, 'values_lists').filter((row): row is readonly Tree[] =>
          Array.isArray(row),
        );
        rows[0]?.forEach((_, at) => {
          if (rows.every((row) => keyOf(row[at], levels) === VALUE)) {
            same.join(`${level.id}.${position}.${at + 1}`, VALUE);
          }
        });
      }
    });
    for (const inner of queriesBelow(node)) visit(inner, levels);
  };

  const inserted = (node: Node, column: string, levels: readonly Level[]): string | null => {
    const target = listIn(node, 'targetList').find((one) => isNode(one) && word(one, 'resno') === column);
    return isNode(target) ? keyOf(field(target, 'expr'), levels) : null;
  };

  for (const query of outermost(statement)) visit(query, []);
  return needed.filter(({ column }) => !same.areSame(column, VALUE)).map(({ table }) => table);
}

/** Stands for every parameter and constant. */
const VALUE = 'value';

const isQuery = ({ type }: Node): boolean => type === 'QUERY';

/** Lists the outermost queries of a tree. */
function outermost(tree: Tree): Node[] {
  if (typeof tree === 'string') return [];
  if (!isNode(tree)) return tree.flatMap(outermost);
  return isQuery(tree) ? [tree] : queriesBelow(tree);
}

const queriesBelow = (node: Node): Node[] => [...node.fields.values()].flat().flatMap(outermost);

/** Sets of names that are known to be equal. */
class Classes {
  readonly #parents = new Map<string, string>();

  #root(name: string): string {
    const parent = this.#parents.get(name);
    return parent === undefined || parent === name ? name : this.#root(parent);
  }

  join(a: string, b: string): void {
    this.#parents.set(this.#root(a), this.#root(b));
  }

  areSame(a: string, b: string): boolean {
    return this.#root(a) === this.#root(b);
  }
}
