/** Metadata of an answer, from its headers. */
export interface AnswerDetails {
  /** The ETag of the row, for `ifMatch` and `ifNoneMatch`. */
  etag: string | null;
  /** The id of the request in the server's log. */
  requestId: string | null;
  /** True when the server repeated its answer to an earlier request with the same idempotency key. */
  replayed: boolean;
  /** The `Berth-Position` of a write, for the option `position` of later reads; null without replicas. */
  position: string | null;
}

const details = new WeakMap<object, AnswerDetails>();

/** Returns the metadata of an object that a call answered; null for any other object. */
export const answerOf = (answer: object): AnswerDetails | null => details.get(answer) ?? null;

export function remember<T>(answer: T, headers: Headers): T {
  if (typeof answer === 'object' && answer !== null) {
    details.set(answer, {
      etag: headers.get('etag'),
      requestId: headers.get('x-request-id'),
      replayed: headers.get('idempotency-replayed') === 'true',
      position: headers.get('berth-position'),
    });
  }
  return answer;
}
