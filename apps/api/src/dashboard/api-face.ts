import type { Face } from '../face/face.ts';
import { requestErrors } from '../http/errors.ts';
import { isFromOwnPage } from '../http/own-origin.ts';
import { sessionContext } from './session-context.ts';
import { type DashboardSettings, PATH } from './settings.ts';

/** Answers hold rows and, after a reveal, secrets: no cache keeps them, and no other site embeds them. */
const closed = {
  'Cache-Control': 'no-store',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * Makes the face that the dashboard calls: the root face below `/dashboard/api`, where a session takes the place of the
 * bearer token. Its routes, errors and audit events are those of the root face.
 */
export function dashboardFace(root: Face, settings: DashboardSettings): Face {
  return {
    ...root,
    name: 'dashboard',
    mount: `${PATH}/api`,
    context: async (c) => (await sessionContext(c, settings)).ctx,
    admit: (c) => {
      if (!isFromOwnPage(c, c.get('request').settings.publicUrl)) throw requestErrors.foreignPage();
      root.admit?.(c);
    },
    kept: async (...given) => {
      const response = await root.kept?.(...given);
      return response ? withHeaders(response) : null;
    },
    answer: async (...given) => withHeaders(await root.answer(...given)),
    refuse: (...given) => withHeaders(root.refuse(...given)),
  };
}

function withHeaders(response: Response): Response {
  for (const [name, value] of Object.entries(closed)) response.headers.set(name, value);
  return response;
}
