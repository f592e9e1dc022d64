import { is, Param, Placeholder } from 'drizzle-orm';
import type { Queryable } from './database.ts';
import { rowMapper, type SelectedField } from './row-mapper.ts';

/** Members of drizzle's prepared statements that its types do not show. `fields` is absent for one without rows. */
interface Built {
  queryString: string;
  params: unknown[];
  fields?: SelectedField[];
}

/** A statement that is built: it runs on any connection. */
export interface BuiltText<Row> {
  text: string;
  /** Makes the parameters, in the order of the text, of the named values. */
  parameters: (values: Readonly<Record<string, unknown>>) => unknown[];
  /** Maps the values of the driver to rows; null where it makes the rows itself. */
  rows: ((values: readonly unknown[][]) => Row[]) | null;
}

/** Takes from a statement that drizzle has prepared, or from one of raw SQL, what does not depend on a connection. */
export function builtText<Row>(
  prepared: { execute: unknown } | { getQuery(): { sql: string; params: unknown[] } },
): BuiltText<Row> {
  const { queryString, params, fields } =
    'queryString' in prepared ? (prepared as unknown as Built) : rawOf(prepared);
  const of = params.map(parameterOf);
  return {
    text: queryString,
    parameters: (values) => of.map((parameter) => parameter(values)),
    rows: fields ? (rowMapper(fields) as BuiltText<Row>['rows']) : null,
  };
}

function rawOf(prepared: object): Built {
  const { sql, params } = (prepared as { getQuery(): { sql: string; params: unknown[] } }).getQuery();
  return { queryString: sql, params };
}

type Parameter = (values: Readonly<Record<string, unknown>>) => unknown;

/** A parameter of a statement: a fixed value, or that of a name, as its column writes it. */
function parameterOf(param: unknown): Parameter {
  if (is(param, Placeholder)) return ({ [param.name]: value }) => given(param.name, value);
  if (!is(param, Param) || !is(param.value, Placeholder)) return () => param;
  const { encoder, value: placeholder } = param;
  const { name } = placeholder;
  return ({ [name]: own }) => {
    const value = given(name, own);
    return value === null ? null : encoder.mapToDriverValue(value);
  };
}

function given(name: string, value: unknown): unknown {
  if (value === undefined) throw new Error(`A statement lacks its parameter ${name}`);
  return value;
}

interface Query extends Promise<unknown[]> {
  values(): Query;
  execute(): Query;
}

/** Members of the session of an open transaction that drizzle's types do not show. */
interface Session {
  client: { unsafe(text: string, params: unknown[]): Query };
  logger: { logQuery(text: string, params: unknown[]): void };
}

/** Sends a built statement in an open transaction, behind those that were sent before. */
export function send<Row>(
  tx: Queryable,
  { text, parameters, rows }: BuiltText<Row>,
  values: Readonly<Record<string, unknown>>,
): Promise<Row[]> {
  const { client, logger } = (tx as unknown as { session: Session }).session;
  const params = parameters(values);
  logger.logQuery(text, params);
  const query = client.unsafe(text, params);
  if (rows) query.values();
  const sent = query.execute(); // at once: the driver would begin when somebody waits for the answer
  return (rows ? sent.then((values) => rows(values as unknown[][])) : sent) as Promise<Row[]>;
}
