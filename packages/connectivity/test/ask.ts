import { type Answer, type OutgoingRequest, sendRequest } from '../src/request.ts';
import { type ReachSettings, withSession } from '../src/session.ts';
import { reach, type StandIn } from './stand-in.ts';

/** Sends one request in a session of its own: GET without headers, reading the body, no private addresses. */
export const ask = (
  network: StandIn,
  url: string,
  request: Partial<OutgoingRequest> = {},
  settings: Partial<ReachSettings> = {},
): Promise<Answer> =>
  withSession(reach(settings), network, (session) =>
    sendRequest(session, { url, method: 'GET', headers: {}, readBody: true, ...request }),
  );
