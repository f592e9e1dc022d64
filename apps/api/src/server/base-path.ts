import { faces } from '../faces.ts';
import { startErrors } from './start-error.ts';

/** The first segments of the pages that no face has. */
const PAGES = ['dashboard', 'docs', 'setup'];

/**
 * Refuses a base path that begins as a path of this server does: behind a proxy that cuts the base path off, the two
 * could not be told apart. @throws StartError
 */
export function requireFreePath(basePath: string): void {
  const [, segment = ''] = basePath.split('/');
  const taken = new Set([
    ...PAGES,
    ...faces.flatMap(({ routes }) => routes.map(({ path }) => path.split('/')[1])),
  ]);
  if (taken.has(segment)) throw startErrors.basePathTaken({ segment });
}

/**
 * Makes the function that cuts the base path off a request target, in origin form or absolute form (RFC 9112 §3.2). A
 * target without it stays as it is: the proxy has cut it off, or the caller came past the proxy.
 */
export function cutBasePath(basePath: string): (target: string) => string {
  if (basePath === '') return (target) => target;
  const prefix = new RegExp(`^(https?://[^/?#]*)?${basePath.replaceAll(/[.~-]/g, '\\$&')}(?=[/?]|$)`);
  return (target) => {
    const [found, origin = ''] = prefix.exec(target) ?? [];
    if (found === undefined) return target;
    const rest = target.slice(found.length);
    return `${origin}${rest.startsWith('/') ? '' : '/'}${rest}`;
  };
}
