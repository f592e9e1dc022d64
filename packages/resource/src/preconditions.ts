import { hash } from 'node:crypto';
import { nounOf, withMembers } from '@berth/kernel';
import type { Context } from './context.ts';
import { resourceErrors } from './errors.ts';

/** A row as the preconditions of a change see it. */
interface Versioned {
  /** The name of the entity in errors. */
  name: string;
  id: string;
  version: number;
}

/** Tells if the request makes a change of a row depend on its version. */
export const hasPreconditions = ({ write: { options } }: Context): boolean =>
  options.ifVersion !== null || options.notVersion !== null || options.lacksVersion;

/**
 * Refuses a change of a locked row whose version is not the one that the request is for. `If-Match` comes before
 * `If-None-Match` (RFC 9110 §13.2.2). @param current makes the row as the caller may see it.
 * @throws DomainError `precondition_failed` or `precondition_required`, with the current row.
 */
export function requireVersion(
  { write: { options } }: Context,
  { name, id, version }: Versioned,
  current: () => Record<string, unknown>,
): void {
  const details = { entity: name, id };
  const { ifVersion, notVersion, lacksVersion } = options;
  const shown = () => ({ current: current() });
  if (lacksVersion) throw resourceErrors.versionNeeded(details, shown());
  if (ifVersion !== null && !ifVersion.includes(version)) {
    throw resourceErrors.otherVersion({ noun: nounOf(name) }, details, shown());
  }
  if (notVersion === 'any' || notVersion?.includes(version)) {
    throw resourceErrors.excludedVersion({ noun: nounOf(name) }, details, shown());
  }
}

/**
 * Makes one number of 48 bits of the versions of several rows, for a view that shows them together: another number
 * after a write of any of them.
 */
export const jointVersion = (parts: readonly unknown[]): number =>
  Number.parseInt(hash('sha256', JSON.stringify(parts)).slice(0, 12), 16);

/** Makes the context of the steps of a change whose preconditions are met: they change further rows. */
export const withoutPreconditions = (ctx: Context): Context =>
  withMembers(ctx, {
    write: withMembers(ctx.write, {
      options: withMembers(ctx.write.options, { ifVersion: null, notVersion: null, lacksVersion: false }),
    }),
  });
