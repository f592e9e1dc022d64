import type { IncomingMessage, ServerResponse } from 'node:http';
import { noteWait } from '../http/wait.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface Admission {
  /** The requests that begin in one turn of the event loop. */
  perTurn: number;
  /** The longest time that a request waits for its beginning, in milliseconds. */
  waitMs: number;
}

export const ADMISSION: Admission = { perTurn: 8, waitMs: 5_000 };

/**
 * Begins few requests in each turn of the event loop, in the order of their arrival. Otherwise a turn would last as
 * long as all requests that came meanwhile take. A write waits for the database in many turns, and Node accepts one
 * connection in each. Requests for the paths in `first` wait for no others.
 */
export function admit(
  handle: Handler,
  { perTurn, waitMs }: Admission,
  first: ReadonlySet<string> = new Set(),
): Handler {
  // An array: the outgrown tables of a busy Set keep past members until a full collection
  const waiting: { request: IncomingMessage; response: ServerResponse; since: number }[] = [];
  let begun = 0;

  const begin: Handler = (request, response) => {
    if (begun === 0) setImmediate(turn);
    begun += 1;
    handle(request, response);
  };

  function turn(): void {
    begun = 0;
    const now = performance.now();
    while (begun < perTurn) {
      const next = waiting.shift();
      if (next === undefined) return;
      const { request, response, since } = next;
      noteWait(request, { since, isTooLong: now - since > waitMs });
      if (request.socket.writable) begin(request, response);
      else response.emit('close');
    }
  }

  return (request, response) => {
    const isFree = begun < perTurn && waiting.length === 0;
    const [path = ''] = (request.url ?? '').split('?', 1);
    if (isFree || first.has(path)) begin(request, response);
    else waiting.push({ request, response, since: performance.now() });
  };
}
