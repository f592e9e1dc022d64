import { snapshotTables } from './snapshot.ts';

/** A table as the migrations leave it. */
export interface StoredTable {
  name: string;
  /** The columns that a row is written with: all but the generated ones. */
  columns: readonly { name: string; type: string }[];
  /** The columns of the primary key, in its order. */
  key: readonly { name: string; type: string }[];
}

interface SnapshotColumn {
  name: string;
  type: string;
  primaryKey: boolean;
  generated?: object;
}

interface SnapshotTable {
  name: string;
  columns: Record<string, SnapshotColumn>;
  compositePrimaryKeys: Record<string, { columns: string[] }>;
}

/** Lists the tables of the schema after the last migration of the folder, as its snapshot describes them. */
export function storedTables(folder: string): StoredTable[] {
  return snapshotTables<SnapshotTable>(folder).map(({ name, columns, compositePrimaryKeys }) => {
    const all = Object.values(columns);
    const [composite] = Object.values(compositePrimaryKeys);
    const key = composite?.columns ?? all.filter(({ primaryKey }) => primaryKey).map((column) => column.name);
    return {
      name,
      columns: all
        .filter(({ generated }) => !generated)
        .map(({ name: column, type }) => ({ name: column, type })),
      key: key.map((column) => ({ name: column, type: columns[column]?.type ?? 'text' })),
    };
  });
}
