import type { Context } from '@berth/resource';
import type { LeafState } from '../tables/value-revision.ts';
import { forKey, statesFrom, type ValueState } from './state.ts';

/** The scope that lets a key see secrets. */
export const REVEAL = 'provider-configs:reveal';

type Part = { value_state: LeafState[] | null } | null;

/** A row that was read with the revisions that its value is made of. */
export interface Detailed {
  id: string;
  own_value: Part;
  vault_value?: Part;
}

/**
 * Adds what may be known of the value where one row was read; a list does without it. `together` tells of a value that
 * is made of two.
 */
export const attachStates =
  (together?: (ctx: Context, id: string) => Promise<ValueState>) =>
  async <Row extends object>(ctx: Context, rows: Row[]): Promise<Row[]> => {
    const [row] = rows;
    if (!row || !('own_value' in row)) return rows;
    // Only a single row has these: what a list leaves out is not in its type
    const { id, own_value, vault_value } = row as unknown as Detailed;
    const states =
      own_value && vault_value && together
        ? await together(ctx, id)
        : own_value
          ? statesFrom('own', own_value.value_state ?? [])
          : statesFrom('vault', vault_value?.value_state ?? []);
    return [{ ...row, value_state: forKey(ctx, states) }];
  };
