import type { Face } from '../../face/face.ts';
import type { KeyRoute } from '../../face/route.ts';
import { answer, answerText, retryAfter } from '../../http/answer.ts';
import { currentTag } from '../../http/etag.ts';
import { replayHeader } from '../../http/idempotency-key.ts';
import { refusalFor } from '../../http/refusal.ts';
import { answerVersion } from '../../http/tagged.ts';
import { auditRoutes } from './audit-routes.ts';
import { catalogRoutes } from './catalog-routes.ts';
import { configRoutes } from './config-routes.ts';
import { document } from './document.ts';
import { errorRows } from './error-rows.ts';
import type { Code } from './errors.ts';
import { errorBody, errorOf, FlowkerError, flowkerErrors, statusOf, unknownRoute } from './errors.ts';
import { exchanges } from './exchanges.ts';
import { pathOf } from './paths.ts';

/** The Flowker face: provider configurations, catalogue and audit events under `/v1` (contracts: flowker). */
export const flowker: Face<KeyRoute<Code>> = {
  name: 'flowker',
  pathOf,
  routes: [...configRoutes, ...catalogRoutes, ...auditRoutes],
  plainParameters: true,
  token: (c) => c.req.header('x-api-key') ?? '',
  noRoute: unknownRoute,
  wrongMethod: () => flowkerErrors.wrongMethod(),
  answer: ({ request, c }, { status }, body, headers) => {
    const all = { ...headers, ...replayHeader(c) };
    return body === undefined ? answerText(request, status, null, all) : answerVersion(c, status, body, all);
  },
  refuse: (c, thrown, headers) => {
    const request = c.get('request');
    const refusal = thrown instanceof FlowkerError ? thrown : refusalFor(request, thrown);
    const error = refusal instanceof FlowkerError ? refusal : errorOf(refusal);
    return answer(request, statusOf(error.code), errorBody(error), {
      ...headers,
      ...retryAfter(refusal),
      ...currentTag(refusal),
    });
  },
  document,
  errors: errorRows(),
  exchanges,
};
