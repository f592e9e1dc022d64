import type { Context, Hono } from 'hono';
import type { Face } from '../face/face.ts';
import { httpErrors, requestErrors } from '../http/errors.ts';
import { refuseOversize } from '../http/limits.ts';
import { isFromOwnPage } from '../http/own-origin.ts';
import type { Env } from '../http/request.ts';
import type { Log } from '../log.ts';
import { dashboardFace } from './api-face.ts';
import { createGuessLimit } from './guess-limit.ts';
import { answerAsset, answerPage, REPORTS } from './pages.ts';
import { reportEndpoint } from './reports.ts';
import { showSession, signIn, signOut } from './session-routes.ts';
import { type DashboardSettings, PATH } from './settings.ts';

export { type BuiltEntry, isBuilt, setupEntry } from './files.ts';
export { answerAsset } from './pages.ts';
export { DASHBOARD, type DashboardSettings } from './settings.ts';

type Handle = (c: Context<Env>) => Promise<Response>;

/**
 * Mounts the dashboard: its page at every path below `/dashboard`, its files, its session, and the place for reports.
 * Returns the face that its page calls, to be served before the others.
 */
export function mountDashboard(
  app: Hono<Env>,
  root: Face,
  { log, ...settings }: DashboardSettings & { log: Log },
): Face {
  const face = dashboardFace(root, settings);
  const guesses = createGuessLimit();

  /** Answers errors as the root face does. */
  const guarded =
    (run: Handle): Handle =>
    async (c) => {
      try {
        refuseOversize(c);
        if (!isFromOwnPage(c, c.get('request').settings.publicUrl)) throw requestErrors.foreignPage();
        return await run(c);
      } catch (error) {
        return face.refuse(c, error, root.headers?.(c) ?? {});
      }
    };
  const session = `${PATH}/session`;
  app.post(
    session,
    guarded((c) => signIn(c, settings, guesses)),
  );
  app.get(
    session,
    guarded((c) => showSession(c, settings)),
  );
  app.delete(
    session,
    guarded((c) => signOut(c, settings)),
  );
  app.all(
    session,
    guarded(async () => Promise.reject(httpErrors.wrongMethod({ methods: 'GET, POST, DELETE' }))),
  );
  app.post(REPORTS, reportEndpoint(log));
  app.all(REPORTS, () => new Response(null, { status: 405, headers: { Allow: 'POST' } }));
  app.get(`${PATH}/assets/*`, (c) => {
    const name = c.req.path.slice(`${PATH}/assets/`.length);
    return (
      answerAsset(c, name) ?? new Response(null, { status: 404, headers: { 'Cache-Control': 'no-store' } })
    );
  });
  const page = (): Response => answerPage(settings.basePath);
  app.get(PATH, page);
  app.get(`${PATH}/*`, (c, next) => (c.req.path.startsWith(`${face.mount}/`) ? next() : page()));
  return face;
}
