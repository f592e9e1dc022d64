import { breathe, withMembers } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { holdsCompare } from '../../../governance/may-compare.ts';
import type { LeafState } from '../../tables/value-revision.ts';
import { forKey, statesFrom, type ValueState } from './state.ts';

/** The scope that lets a key see secrets. */
export const REVEAL = 'provider-configs:reveal';

/** True when the request's key may learn or compare the secrets of configs. */
export const mayCompareConfigs = (ctx: Context): boolean => holdsCompare(ctx, 'provider-configs');

type Part = { specification_id: string; value_state: LeafState[] | null } | null;

/** A row that was read with the revisions of its value. */
export interface Detailed {
  id: string;
  specification_id?: string;
  own_value: Part;
  vault_value?: Part;
}

/**
 * Adds the states of the value to a single row; lists leave them out. `together` reads the states of a value with two
 * layers, or of a vault's value under another specification.
 */
export const attachStates =
  (together?: (ctx: Context, id: string) => Promise<ValueState>) =>
  async <Row extends object>(ctx: Context, rows: Row[]): Promise<Row[]> => {
    const [row] = rows;
    if (!row || !('own_value' in row)) return rows;
    // Only a single row has these members; the type is that of a list, which lacks them
    const { id, specification_id, own_value, vault_value } = row as unknown as Detailed;
    await breathe();
    const isLayered = own_value !== null || vault_value?.specification_id !== specification_id;
    const states =
      isLayered && vault_value && together
        ? await together(ctx, id)
        : own_value
          ? statesFrom('own', own_value.value_state ?? [])
          : statesFrom('vault', vault_value?.value_state ?? []);
    return [{ value_state: states, ...row }];
  };

/** Shows digests of a row with this path, or of its view, only to keys that may compare values. */
export const withholdDigests =
  (path: string) =>
  <Seen extends { value_state?: ValueState }>(ctx: Context, seen: Seen): Seen =>
    seen.value_state
      ? (withMembers(seen, { value_state: forKey(ctx, path, seen.value_state) }) as Seen)
      : seen;
