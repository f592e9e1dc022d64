import { btree_gin } from '@electric-sql/pglite/contrib/btree_gin';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';

/** The extensions of the search indexes. Plain JavaScript, because the thread of the engine loads it. */
export const extensions = { pg_trgm, btree_gin };
