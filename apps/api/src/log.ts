import pino from 'pino';
import type { LogLevel } from './env.ts';

/** What a log line may carry: named, flat values. No object fits, so no body, header or row can slip in. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

/** JSON lines on standard output. */
export function createLog(level: LogLevel): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
  };
}

export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

const FRAMES = 12;
const CAUSES = 4;

/** Messages of these are written by the engine or by us and name no value that came from outside. */
const PLAIN_MESSAGES = new Set(['TypeError', 'ReferenceError', 'RangeError', 'DomainError', 'SealError']);

/**
 * An error as log fields: what kind, which code, where. A database, a parser or a library may quote the received
 * value in its message, so a message is kept only where that cannot be.
 */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const kinds: string[] = [];
  let code: string | undefined;
  let message: string | undefined;
  let origin: Error = error;
  for (let cause: unknown = error; cause instanceof Error && kinds.length < CAUSES; cause = cause.cause) {
    origin = cause;
    kinds.push(cause.name);
    const own = (cause as { code?: unknown }).code;
    if (typeof own === 'string') code = own;
    else if (PLAIN_MESSAGES.has(cause.name)) message = cause.message;
  }
  return { error: kinds.join(' < '), code, detail: message, at: frames(origin) };
}

function frames(error: Error): string {
  const lines = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return lines
    .slice(0, FRAMES)
    .map((line) => line.trim())
    .join('\n');
}
