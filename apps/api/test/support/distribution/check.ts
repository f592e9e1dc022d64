import postgres from 'postgres';
import { type FunctionOf, refusedFunctions, type Volatility } from './functions.ts';
import { tablesWithoutInstance } from './instances.ts';
import { parseNodeTree, type Tree } from './node-tree.ts';

/** The findings about a statement that could not run on one node, or not at all, where tables are distributed. */
export interface Finding {
  text: string;
  /** The tables of instances that it reads or writes for no one instance. */
  tables: string[];
  /** The functions that it may not call where it calls them. */
  functions: string[];
}

/** Has PostgreSQL parse each statement, and returns those with findings. */
export async function checkStatements(url: string, texts: Iterable<string>): Promise<Finding[]> {
  const client = postgres(url, { max: 1, onnotice: () => {}, fetch_types: false, prepare: false });
  const rows = async <Row>(text: string) => (await client.unsafe(text)) as unknown as Row[];
  try {
    const columns = await rows<{ relid: string; name: string; attnum: string }>(
      `select attrelid::text as relid, relname as name, attnum::text from pg_attribute
        join pg_class on pg_class.oid = attrelid join pg_index on indrelid = attrelid and indisprimary
        where attname = 'instance_id' and attnum = any (indkey) and relnamespace = 'public'::regnamespace`,
    );
    const tenants = {
      columnOf: new Map(columns.map(({ relid, attnum }) => [relid, attnum])),
      nameOf: new Map(columns.map(({ relid, name }) => [relid, name])),
    };
    const equalities = await rows<{ oid: string }>(`select oid::text from pg_operator where oprname = '='`);
    const isEquality = new Set(equalities.map(({ oid }) => oid));
    const functions = await rows<{ oid: string; name: string; volatility: Volatility }>(
      'select oid::text, proname as name, provolatile as volatility from pg_proc',
    );
    const known = new Map(functions.map((one) => [one.oid, one]));
    const functionOf: FunctionOf = (oid) => known.get(oid) ?? { name: oid, volatility: 'v' };
    const findings: Finding[] = [];
    for (const text of withoutRepeats(texts)) {
      const tree = await parse(rows, text);
      const tables = tablesWithoutInstance(tree, tenants, (operator) => isEquality.has(operator));
      const refused = refusedFunctions(tree, functionOf);
      if (tables.length + refused.length > 0) findings.push({ text, tables, functions: refused });
    }
    return findings;
  } finally {
    await client.end();
  }
}

/** Has PostgreSQL parse a statement with parameters, as the body of a function, whose tree can be read. */
async function parse(rows: <Row>(text: string) => Promise<Row[]>, text: string): Promise<Tree> {
  await rows(`deallocate all; prepare parsed as ${text}`);
  const [{ types }] = (await rows<{ types: string }>(
    `select array_to_string(parameter_types, ', ') as types from pg_prepared_statements`,
  )) as [{ types: string }];
  await rows(
    `drop function if exists pg_temp.parsed; create function pg_temp.parsed(${types}) returns void begin atomic ${text}; end`,
  );
  const [{ tree }] = (await rows<{ tree: string }>(
    `select prosqlbody::text as tree from pg_proc where proname = 'parsed'`,
  )) as [{ tree: string }];
  return parseNodeTree(tree);
}

/** Leaves out statements that differ from another one in their number of parameters or of equal rows only. */
function withoutRepeats(texts: Iterable<string>): Iterable<string> {
  const shapes = new Map<string, string>();
  for (const text of texts) {
    if (!/^[\s(]*(?:with|select|insert|update|delete)\b/i.test(text)) continue;
    const shape = text
      .replaceAll(/\$\d+/g, '$')
      .replaceAll(/\$(?:, ?\$)+/g, '$')
      .replaceAll(/(\([^()]*\))(?:, ?\1)+/g, '$1');
    if (!shapes.has(shape)) shapes.set(shape, text);
  }
  return shapes.values();
}
