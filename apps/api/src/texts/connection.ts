import { MAX_HEAD_BYTES } from '../http/limits.ts';

/** The answer to bytes that never became a request to a face. */
export interface Refusal {
  status: number;
  code: string;
  message: string;
}

/** The refusals of bytes, of which some never become a request. */
export const refusals = {
  malformed: { status: 400, code: 'bad_request', message: 'This is not an HTTP/1.1 request.' },
  rawTarget: {
    status: 400,
    code: 'bad_request',
    message: 'The URL holds a character that must be percent-encoded.',
  },
  wrongTarget: { status: 400, code: 'bad_request', message: 'The Host or the URL is malformed.' },
  fault: { status: 500, code: 'internal_server_error', message: 'An internal error occurred.' },
  noTunnel: { status: 405, code: 'method_not_allowed', message: 'CONNECT is not served.' },
  expectation: {
    status: 417,
    code: 'expectation_failed',
    message: 'Only the expectation 100-continue is met.',
  },
  late: { status: 408, code: 'request_timeout', message: 'The request came too slowly.' },
  longHead: {
    status: 431,
    code: 'headers_too_large',
    message: `The request line and the headers are larger than ${MAX_HEAD_BYTES} bytes together.`,
  },
  longChunk: { status: 413, code: 'payload_too_large', message: 'The extensions of a chunk are too long.' },
} as const satisfies Record<string, Refusal>;
