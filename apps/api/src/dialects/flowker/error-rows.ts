import type { Text } from '@berth/kernel';
import type { ErrorRow } from '../../face/face.ts';
import { problemMessages, textsByCode } from '../../http/error-texts.ts';
import type { AnyCode } from '../../http/errors.ts';
import { type Code, codes, type Meaning } from './codes.ts';
import { flowkerTexts } from './errors.ts';

/** Every error of this face with its messages, for the catalogue of errors. */
export function errorRows(): ErrorRow[] {
  const texts = Object.values(flowkerTexts);
  const reasons = textsByCode();
  const said = ({ code, message }: { code: Code; message: string }): Text[] =>
    message === '{reason}' ? (saying[code] ?? []).flatMap(reasons) : [{ message }];
  return Object.entries<Meaning>(codes).map(([code, { status, meaning, next }]) => ({
    status,
    code,
    meaning,
    // The messages of this face have no hints.
    texts: texts
      .filter((text) => String(text.code) === code)
      .flatMap(said)
      .map(({ message }) => ({ message })),
    ...(code === 'FLK-0293' ? { problems: problemMessages() } : {}),
    next,
  }));
}

/** The codes of the domain and of HTTP whose messages this face repeats. */
const saying: Partial<Record<Code, readonly AnyCode[]>> = {
  FORBIDDEN: ['forbidden'],
  400: ['bad_request'],
  412: ['precondition_failed'],
  414: ['uri_too_long'],
  415: ['unsupported_media_type'],
  428: ['precondition_required'],
  429: ['rate_limit_exceeded', 'rate_limited'],
  431: ['headers_too_large'],
  503: ['unavailable'],
  507: ['storage_full'],
};
