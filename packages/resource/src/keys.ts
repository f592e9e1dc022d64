import type { Queryable } from '@berth/db';
import type { WrappedKey } from '@berth/secrets';
import type { Context } from './context.ts';

/** A bound above the number of keys that any verb needs. */
const MOST_KEYS = 64;

/** The members of a context that opening a key needs. */
export type KeyContext = Pick<Context, 'db' | 'database'> & {
  services: Pick<Context['services'], 'secrets'>;
};

/** Thrown inside a transaction that needs a key which this process has not opened: opening may go over the network. */
export class KeyNotOpen extends Error {
  override readonly name = 'KeyNotOpen';
  readonly stored: WrappedKey;
  readonly place: string;

  constructor(stored: WrappedKey, place: string) {
    super('A key is needed that is not open');
    this.stored = stored;
    this.place = place;
  }
}

/**
 * Returns the key that was wrapped for a place.
 * @throws KeyNotOpen inside a transaction; outside, the errors of `Secrets.open`.
 */
export async function openKey(ctx: KeyContext, stored: WrappedKey, place: string): Promise<Buffer> {
  const known = ctx.services.secrets.opened(place);
  if (known) return known;
  if (ctx.db !== ctx.database.read) throw new KeyNotOpen(stored, place);
  return ctx.services.secrets.open(stored, place);
}

/**
 * Runs a transaction. When `run` needs a key that is not open, the transaction is rolled back, the key is opened, and
 * `run` starts again. So `run` must be repeatable, and no transaction waits for a key.
 */
export async function transact<T>(
  { database, services: { secrets } }: Pick<KeyContext, 'database' | 'services'>,
  run: (db: Queryable) => Promise<T>,
): Promise<T> {
  for (let opened = 0; ; opened++) {
    try {
      return await database.transaction(run);
    } catch (error) {
      if (!(error instanceof KeyNotOpen) || opened === MOST_KEYS) throw error;
      await secrets.open(error.stored, error.place);
    }
  }
}
