import { sqlFailure, unreachableCode } from '@berth/db';
import { KeyServiceError, MissingKeyError } from '@berth/secrets';
import pino from 'pino';
import type { LogLevel } from './env.ts';

/** What a log line may carry: named, flat values. No object fits, so no body, header or row can slip in. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Log {
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

/** JSON lines on standard output. */
export function createLog(level: LogLevel): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return {
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
  };
}

/**
 * What may be logged of an error. Not its message: drivers and parsers quote what they were given. That of the key
 * service is a sentence of ours.
 */
export function traitsOf(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { error: typeof error };
  const failure = sqlFailure(error);
  const unreachable = unreachableCode(error);
  return {
    error: error.name,
    ...(error instanceof KeyServiceError ? { key_service: error.message } : {}),
    ...(error instanceof MissingKeyError ? { master_key_id: error.masterKeyId } : {}),
    ...(failure ? { sqlstate: failure.state, constraint: failure.constraint ?? '' } : {}),
    ...(unreachable ? { unreachable } : {}),
    frames: framesOf(error).slice(0, 12).join('\n'),
  };
}

/** The stack behind the message: what is quoted there may itself look like a frame. */
function framesOf({ stack = '', message }: Error): string[] {
  const at = stack.indexOf(message);
  const frames = at === -1 ? '' : stack.slice(at + message.length);
  return frames.split('\n').filter((line) => line.startsWith('    at '));
}
