import type { WrappedKey } from '@berth/secrets';
import type { Context } from './context.ts';

/** The members of a context that opening a key needs. */
export type KeyContext = Pick<Context, 'db' | 'database'> & {
  services: Pick<Context['services'], 'secrets'>;
};

/** Thrown inside a transaction that needs a key which this process has not opened: opening may go over the network. */
export class KeyNotOpen extends Error {
  override readonly name = 'KeyNotOpen';
  /** Opens the key, outside the transaction. @throws the errors of `Secrets.open`. */
  readonly open: () => Promise<unknown>;

  constructor(open: () => Promise<unknown>) {
    super('A key is needed that is not open');
    this.open = open;
  }
}

/**
 * Returns the key that was wrapped for a place. One that was read from a replica is not kept open: it may be destroyed
 * already, and nothing would close it.
 * @throws KeyNotOpen inside a transaction; outside, the errors of `Secrets.open`.
 */
export async function openKey(ctx: KeyContext, stored: WrappedKey, place: string): Promise<Buffer> {
  const { secrets } = ctx.services;
  const known = secrets.opened(place);
  if (known) return known;
  if (ctx.db !== ctx.database.read) throw new KeyNotOpen(() => secrets.open(stored, place));
  return ctx.database.primary ? secrets.openOnce(stored, place) : secrets.open(stored, place);
}
