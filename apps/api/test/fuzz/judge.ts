import { findUnstorable } from '@berth/kernel';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { decode } from './encode.ts';
import { CANARY } from './json.ts';
import { type FuzzedOperation, operations } from './operations.ts';
import { isExcused } from './reasons.ts';
import type { Plan } from './request.ts';
import type { Reply, Wire } from './send.ts';

const ajv = new Ajv2020({ strict: false, validateFormats: true });
formats.default(ajv);
for (const { face, document } of operations)
  if (!ajv.getSchema(face)) ajv.addSchema({ $id: face, ...document });

const checks = new Map<string, ValidateFunction>();

/** True when the operation's document allows the body. */
function takes({ id, face, path, method, body }: FuzzedOperation, value: unknown): boolean {
  if (!body) return false;
  let check = checks.get(id);
  if (!check) {
    const way = ['paths', path, method.toLowerCase(), 'requestBody', 'content', 'application/json', 'schema'];
    const pointer = way.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')));
    check = ajv.compile({ $ref: `${face}#/${pointer.join('/')}` });
    checks.set(id, check);
  }
  return check(value);
}

const JSON_TYPE = /^application\/json *(?:; *charset=utf-8)?$/i;

/** The document's verdict on a body; `unclear` when the document does not decide. */
type Verdict = 'fits' | 'unfit' | 'unclear';

function verdictOnBody({ operation, body }: Plan, { body: bytes }: Wire): Verdict {
  if (!operation.body) return bytes === null ? 'fits' : 'unclear';
  if (bytes === null || body === null) return operation.body.required ? 'unfit' : 'fits';
  if (body.type === null || !JSON_TYPE.test(body.type)) return 'unclear';
  const value = decode(bytes);
  if (value === undefined || !takes(operation, value)) return 'unfit';
  return 'fits';
}

/** Statuses that refuse an allowed request because of existing rows. */
const STATES = [304, 403, 404, 409, 410, 412, 422, 428, 429];

/** Describes the fault of an answer; null when there is none. The answer was already checked against the document. */
export function faultOf(plan: Plan, wire: Wire, reply: Reply): string | null {
  const { operation } = plan;
  const { status, headers, text } = reply;
  if (status >= 500) return 'the fault is ours';
  if (!headers['x-request-id']) return 'there is no request id';
  const isReveal = /\/resolve$/.test(operation.path);
  if (!isReveal && `${JSON.stringify(headers)}${text}`.includes(CANARY)) return 'a secret comes back';
  const isAsked = plan.method.fits && plan.segments.every((segment) => segment.fits);
  if (!isAsked) return null;
  const body = verdictOnBody(plan, wire);
  if (body === 'unfit' && status < 300) return 'a body that the document refuses is taken';
  const takesAll = body === 'fits' && plan.key === 'own' && plan.query.fits && plan.headers.fits;
  if (!takesAll || status < 300 || STATES.includes(status)) return null;
  const sent = wire.body === null ? undefined : decode(wire.body);
  if (findUnstorable(sent)) return null;
  if (isExcused({ operation, status, target: wire.target, answer: text })) return null;
  return 'the document takes the request, and it is refused';
}
