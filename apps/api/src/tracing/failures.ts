import type { SpanExporter } from '@opentelemetry/sdk-trace';
import { type Log, type LogFields, traitsOf } from '../log.ts';

/** The shortest time between two lines about a failing collector, in milliseconds. */
const SILENT_MS = 600_000;

/**
 * Logs the failures of an exporter: the first one at once, and then one line in ten minutes at most, with the number of
 * spans lost since the line before. `now` is in milliseconds.
 */
export function notingFailures(
  exporter: SpanExporter,
  log: Log,
  now: () => number = () => performance.now(),
): SpanExporter {
  let lost = 0;
  let silentUntil = Number.NEGATIVE_INFINITY;

  const note = (spans: number, error: unknown): void => {
    lost += spans;
    if (now() < silentUntil) return;
    log.warn({ spans: lost, ...failureTraits(error) }, 'the collector did not take traces');
    lost = 0;
    silentUntil = now() + SILENT_MS;
  };

  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        if (result.code !== 0) note(spans.length, result.error);
        done(result);
      }),
    forceFlush: async () => exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  };
}

/** Picks the loggable traits of a failed export, with the status of the answer. The answer itself may quote traces. */
export function failureTraits(error: unknown): LogFields {
  const { code } = Object(error) as { code?: unknown };
  return { ...traitsOf(error), ...(typeof code === 'number' ? { status: code } : {}) };
}
