/** What came beside an answer. */
export interface AnswerDetails {
  /** The version of the row, for `ifMatch` and `ifNoneMatch`. */
  etag: string | null;
  /** The id under which the request is in the server's log. */
  requestId: string | null;
  /** Whether this was answered to the same request before. */
  replayed: boolean;
}

const details = new WeakMap<object, AnswerDetails>();

/** What came beside an object that a call has answered; null for any other object. */
export const answerOf = (answer: object): AnswerDetails | null => details.get(answer) ?? null;

export function remember<T>(answer: T, headers: Headers): T {
  if (typeof answer === 'object' && answer !== null) {
    details.set(answer, {
      etag: headers.get('etag'),
      requestId: headers.get('x-request-id'),
      replayed: headers.get('idempotency-replayed') === 'true',
    });
  }
  return answer;
}
