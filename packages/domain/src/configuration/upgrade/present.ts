import type { Context } from '@berth/resource';
import { eq, inArray } from 'drizzle-orm';
import { authMethods } from '../../catalog/auth-method/table.ts';
import { specifications } from '../../catalog/tables/specification.ts';
import { specificationOfMethod } from '../auth-config/index.ts';
import type { Specification } from '../value/index.ts';
import type { Owner } from './opened.ts';

/** The most specifications that are kept from one slice to the next. */
const MOST_KEPT = 50;

/**
 * Makes the function that reads the present specifications of rows, by `nameOfPresent`, and those of their vaults, by
 * id. They never change.
 */
export function presentReader(ctx: Context) {
  let known = new Map<string, Specification>();
  return async (owners: readonly Owner[]): Promise<ReadonlyMap<string, Specification>> => {
    const isMissing = (owner: Owner) => namesOf(owner).some((name) => !known.has(name));
    if (!owners.some(isMissing)) return known;
    if (known.size > MOST_KEPT) known = new Map();
    const wanted = owners.filter(isMissing);
    const ids = [...new Set(wanted.flatMap((owner) => (owner.method ? [] : namesOf(owner))))];
    if (ids.length > 0) {
      const rows = await ctx.db.select().from(specifications).where(inArray(specifications.id, ids));
      for (const row of rows) known.set(row.id, row);
    }
    await readMethods(ctx, wanted, known);
    return known;
  };
}

/** Names the specification of a row: its own, or that of its auth method. */
export const nameOfPresent = ({ method, specificationId }: Owner): string =>
  method ? `${method.id}${method.automated ? ' automated' : ''}` : specificationId;

const namesOf = (owner: Owner): string[] => [
  nameOfPresent(owner),
  ...(owner.vaultSpecificationId === null ? [] : [owner.vaultSpecificationId]),
];

async function readMethods(
  ctx: Context,
  owners: readonly Owner[],
  known: Map<string, Specification>,
): Promise<void> {
  const ids = [...new Set(owners.flatMap(({ method }) => method?.id ?? []))];
  if (ids.length === 0) return;
  const rows = await ctx.db
    .select({ id: authMethods.id, schema: authMethods.input_schema, specification: specifications })
    .from(authMethods)
    .innerJoin(specifications, eq(specifications.id, authMethods.specification_id))
    .where(inArray(authMethods.id, ids));
  for (const { id, schema, specification } of rows) {
    known.set(id, specificationOfMethod(specification, schema, false));
    known.set(`${id} automated`, specificationOfMethod(specification, schema, true));
  }
}
