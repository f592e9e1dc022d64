import type { Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** Responses that are not whole yet, the first one of each connection first. */
export interface Unanswered {
  add(response: ServerResponse): void;
  of(socket: Duplex): readonly ServerResponse[];
  all(): readonly ServerResponse[];
}

/**
 * Tracks the responses of a server that are not whole yet, by connection; `add` enters one, and its close removes it.
 * Each connection has an array: V8 links the table that a Set or Map has outgrown to the next one, so a Set of all
 * responses would keep past ones until a full collection. Connections change more seldom than responses.
 */
export function trackUnanswered(server: Server): Unanswered {
  const byConnection = new Map<Duplex, ServerResponse[]>();
  server.prependListener('connection', (socket) => {
    byConnection.set(socket, []);
    socket.once('close', () => byConnection.delete(socket));
  });
  const of = (socket: Duplex): ServerResponse[] => byConnection.get(socket) ?? [];
  return {
    add: (response) => {
      const responses = of(response.req.socket);
      responses.push(response);
      response.once('close', () => responses.splice(responses.indexOf(response), 1));
    },
    of,
    all: () => [...byConnection.values()].flat(),
  };
}
