import type { IncomingMessage, ServerResponse } from 'node:http';

export type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface Admission {
  /** The requests that begin in one turn of the event loop. */
  perTurn: number;
  /** The longest time that a request waits for its beginning, in milliseconds. */
  waitMs: number;
}

export const ADMISSION: Admission = { perTurn: 8, waitMs: 5_000 };

interface Waiting {
  request: IncomingMessage;
  response: ServerResponse;
  /** The time after which the request is refused. */
  until: number;
}

/**
 * Begins few requests in each turn of the event loop, in the order of their arrival. `refuse` answers those that wait
 * too long. Otherwise a turn would last as long as all requests that came meanwhile take. A write waits for the
 * database in many turns, and Node accepts one connection in each.
 */
export function admit(handle: Handler, refuse: Handler, { perTurn, waitMs }: Admission): Handler {
  const waiting = new Set<Waiting>();
  let begun = 0;

  const begin: Handler = (request, response) => {
    if (begun === 0) setImmediate(turn);
    begun += 1;
    handle(request, response);
  };

  function turn(): void {
    begun = 0;
    const now = performance.now();
    for (const next of waiting) {
      if (begun === perTurn) return;
      waiting.delete(next);
      const { request, response, until } = next;
      if (!request.socket.writable) response.emit('close');
      else if (now > until) refuse(request, response);
      else begin(request, response);
    }
  }

  return (request, response) => {
    if (begun < perTurn && waiting.size === 0) begin(request, response);
    else waiting.add({ request, response, until: performance.now() + waitMs });
  };
}
