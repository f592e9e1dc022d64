import type { Queryable } from '@berth/db';
import type { WrappedKey } from '@berth/secrets';
import type { Context } from './context.ts';

/** More keys than one verb needs. */
const MOST_KEYS = 64;

/** What opening a key takes of a context. */
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
 * The key that was wrapped for a place.
 * @throws KeyNotOpen inside a transaction; outside as `Secrets.open`.
 */
export async function openKey(ctx: KeyContext, stored: WrappedKey, place: string): Promise<Buffer> {
  const known = ctx.services.secrets.opened(place);
  if (known) return known;
  if (ctx.db !== ctx.database.read) throw new KeyNotOpen(stored, place);
  return ctx.services.secrets.open(stored, place);
}

/**
 * Runs a transaction. When it needs a key that is not open, it is rolled back, the key is opened, and it runs again:
 * `run` must be fit to run several times, and no transaction waits for a key.
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
