import { AsyncLocalStorage } from 'node:async_hooks';
import { internet, type Network } from '@berth/connectivity';
import * as api from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import * as sdk from '@opentelemetry/sdk-trace';
import type { Answered } from '../app.ts';
import type { Log } from '../log.ts';
import { failureTraits, notingFailures } from './failures.ts';
import { statementName } from './statement-name.ts';

/** The traces of a process: a span for each request, with events for its statements and the names that it looked up. */
export interface Tracing {
  /** Runs a request in a span, below the one that the caller's `traceparent` names (W3C Trace Context §3.2). */
  request(traceparent: string | undefined, run: () => Promise<Answered>): Promise<void>;
  /** Notes a statement of the database by its kind and table. Its text and its parameters are not kept. */
  statement(text: string): void;
  /** The network of provider tests, with an event for each look-up, without the name. */
  network: Network;
  /** Sends what is left, and ends. Never fails: traces that cannot be sent are lost, which is logged. */
  stop(): Promise<void>;
}

const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-|$)/;

/** Starts to send traces to the collector at this address, and logs when it does not take them. */
export function startTracing(endpoint: string, version: string, log: Log): Tracing {
  const exporter = notingFailures(new OTLPTraceExporter({ url: `${endpoint}/v1/traces` }), log);
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'berth', 'service.version': version }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.AlwaysOnSampler() }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer('berth', version);
  const current = new AsyncLocalStorage<api.Span>();

  function parentOf(traceparent: string | undefined) {
    const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent ?? '') ?? [];
    if (!traceId || !spanId || !flags) return api.ROOT_CONTEXT;
    const remote = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
    return api.trace.setSpanContext(api.ROOT_CONTEXT, remote);
  }

  return {
    request: (traceparent, run) => {
      const span = tracer.startSpan('request', { kind: api.SpanKind.SERVER }, parentOf(traceparent));
      return current.run(span, async () => {
        try {
          const { method, route, face, status } = await run();
          span.updateName(`${method} ${route ?? 'none'}`);
          span.setAttributes({
            'http.request.method': method,
            'http.route': route ?? 'none',
            'http.response.status_code': status,
            'berth.face': face,
          });
          if (status >= 500) span.setStatus({ code: api.SpanStatusCode.ERROR });
        } finally {
          span.end();
        }
      });
    },
    statement: (text) => {
      current.getStore()?.addEvent('statement', { 'db.query.summary': statementName(text) });
    },
    network: {
      ...internet,
      lookup: (name, signal) => {
        current.getStore()?.addEvent('outbound look-up');
        return internet.lookup(name, signal);
      },
    },
    stop: () =>
      provider
        .shutdown()
        .catch((error) => log.warn(failureTraits(error), 'the last traces were not sent to the collector')),
  };
}
