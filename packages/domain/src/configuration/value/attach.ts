import type { Context } from '@berth/resource';
import { forKey, type LeafState, layered } from './state.ts';

/** The scope that lets a key see secrets. */
export const REVEAL = 'provider-configs:reveal';

type Part = { value_state: LeafState[] | null } | null;

/**
 * Adds what may be known of the value where one row was read with the revisions in force; a list does without it.
 * Digests are for keys that could learn a secret or, by `writeScope`, replace it.
 */
export const attachStates =
  (writeScope: string) =>
  async <Row extends object>(ctx: Context, rows: Row[]): Promise<Row[]> => {
    const [first] = rows;
    if (!first || !('own_value' in first)) return rows;
    const mayCompare = ctx.scopes.has(REVEAL) || ctx.scopes.has(writeScope);
    return rows.map((row) => {
      const { own_value, vault_value } = row as { own_value?: Part; vault_value?: Part };
      const states = layered(own_value?.value_state ?? null, vault_value?.value_state ?? null);
      return { ...row, value_state: forKey(states, mayCompare) };
    });
  };
