import { sqlFailure } from '@berth/db';
import { capital, type DomainError, nounOf, withArticle } from '@berth/kernel';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { resourceErrors } from './errors.ts';
import type { Registry } from './registry.ts';

/** The columns of a constraint that no caller writes. */
const NOT_WRITTEN = new Set(['instance_id', 'owner_id', 'specification_id', 'token_hash']);

interface Unique {
  entity: string;
  members: readonly string[];
}

const known = new WeakMap<Registry, ReadonlyMap<string, Unique>>();

/**
 * Makes the error for a row that another writer has made first, of the constraint that refused it. It names the kind of
 * the row and the members that both have in common.
 */
export function takenBy(registry: Registry, cause: unknown): DomainError {
  const constraint = sqlFailure(cause)?.constraint ?? '';
  const uniques = known.get(registry) ?? uniquesOf(registry);
  known.set(registry, uniques);
  const { entity, members } = uniques.get(constraint) ?? { entity: '', members: [] };
  if (members.length === 0) return resourceErrors.madeMeanwhile({}, { cause });
  const row = capital(withArticle(nounOf(entity)));
  return resourceErrors.takenMeanwhile({ row, members: members.join(' and ') }, { entity }, { cause });
}

/** Lists the unique constraints of every resource, by name. */
function uniquesOf({ resources }: Registry): ReadonlyMap<string, Unique> {
  return new Map(
    resources.flatMap(({ entity }) => {
      const { columns, indexes, uniqueConstraints } = getTableConfig(entity.table as PgTable);
      const found: [name: string | undefined, columns: { name: string }[]][] = [
        ...columns.map((column): [string | undefined, { name: string }[]] => [column.uniqueName, [column]]),
        ...uniqueConstraints.map((one): [string | undefined, { name: string }[]] => [
          one.getName(),
          one.columns,
        ]),
        ...indexes
          .filter(({ config }) => config.unique)
          .map(({ config }): [string | undefined, { name: string }[]] => [
            config.name,
            config.columns as { name: string }[],
          ]),
      ];
      return found.flatMap(([name, own]): [string, Unique][] => {
        const members = own.map((column) => column.name).filter((column) => !NOT_WRITTEN.has(column));
        return name === undefined ? [] : [[name, { entity: entity.name, members }]];
      });
    }),
  );
}
