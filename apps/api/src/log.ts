import { sqlFailure, unreachableCode } from '@berth/db';
import { KeyServiceError, MissingKeyError } from '@berth/secrets';
import pino from 'pino';
import type { LogLevel } from './env.ts';
import { framesOf } from './stack-frames.ts';

/** The fields of a log line: named, flat values. No object fits, so no body, header or row can enter the log. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Log {
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

/** A log whose level can change while the process runs. */
export interface AdjustableLog extends Log {
  /** Goes on to the next of the levels info, warn and error, from the last one to the first, and logs which it is. */
  nextLevel(): void;
}

const CYCLE: readonly ('info' | 'warn' | 'error')[] = ['info', 'warn', 'error'];

/** Creates a log that writes JSON lines to standard output. */
export function createLog(level: LogLevel): AdjustableLog {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  return {
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
    nextLevel: () => {
      const at = CYCLE.indexOf(logger.level as (typeof CYCLE)[number]);
      const next = CYCLE[(at + 1) % CYCLE.length] ?? 'info';
      logger.level = next;
      logger[next]({ level_now: next }, 'log level');
    },
  };
}

/**
 * Picks the loggable traits of an error. Leaves out its message, because drivers and parsers quote their input in it.
 * The message of the key service stays: it is a sentence of Berth's own.
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
