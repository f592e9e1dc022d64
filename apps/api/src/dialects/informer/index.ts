import type { Face } from '../../face/face.ts';
import type { KeyRoute } from '../../face/route.ts';
import { prefers } from '../../http/accept.ts';
import { answer, answerText, bearerChallenge, retryAfter } from '../../http/answer.ts';
import { bearerToken } from '../../http/auth.ts';
import { httpErrors, requestErrors } from '../../http/errors.ts';
import { currentTag } from '../../http/etag.ts';
import { replayHeader } from '../../http/idempotency-key.ts';
import { refusalFor } from '../../http/refusal.ts';
import { answerVersion } from '../../http/tagged.ts';
import { document } from './document.ts';
import { boomOf, errorRows } from './errors.ts';
import { exchanges } from './exchanges.ts';
import { belowPath, type Link } from './hal.ts';
import { routes } from './routes.ts';

const HAL = 'application/hal+json';

/** The Informer face: AI providers, their types and models as HAL under `/api` (contracts: informer). */
export const informer: Face<KeyRoute> = {
  name: 'informer',
  pathOf: (path) => (/^\/api(?:$|\/)/.test(path) ? path : null),
  routes,
  plainParameters: true,
  token: (c) => bearerToken(c.req.header('authorization')),
  noRoute: () => requestErrors.noRoute({ entity: 'endpoint' }),
  wrongMethod: (methods) => httpErrors.wrongMethod({ methods }),
  answer: ({ request, c }, { status }, made, headers) => {
    const body = belowPath(request.server.basePath, made);
    if (body === undefined) return answerText(request, status, null, headers);
    const hal = prefers(c.req.header('accept'), HAL);
    return answerVersion(c, status, body, {
      ...headers,
      ...(hal ? { 'Content-Type': HAL } : {}),
      ...(status === 201 ? { Location: selfOf(body) } : {}),
      ...replayHeader(c),
      Vary: 'Accept',
    });
  },
  refuse: (c, thrown, headers) => {
    const request = c.get('request');
    const refusal = refusalFor(request, thrown);
    const body = boomOf(refusal);
    return answer(request, body.statusCode, body, {
      ...headers,
      ...retryAfter(refusal),
      ...bearerChallenge(refusal),
      ...currentTag(refusal),
    });
  },
  document,
  errors: errorRows(),
  exchanges,
};

const selfOf = (body: unknown): string => (body as { _links: { self: Link } })._links.self.href;
