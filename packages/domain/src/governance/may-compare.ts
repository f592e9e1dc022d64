import type { Context } from '@berth/resource';

/** The scope that lets a key see the digests of the values of rows with this path. */
export const compareScope = (path: string): string => `${path}:compare`;

/** True when the request's key could learn the secrets of rows with this path, or may compare their values. */
export const holdsCompare = ({ scopes }: Context, path: string): boolean =>
  scopes.has(`${path}:reveal`) || scopes.has(compareScope(path));

/**
 * True when digests of rows with this path are shown, which tell if two secrets are equal: to a key that may compare
 * them, and never in a dry run, which would be a way to try guesses.
 */
export const mayCompare = (ctx: Context, path: string): boolean =>
  !ctx.write.options.dryRun && holdsCompare(ctx, path);
