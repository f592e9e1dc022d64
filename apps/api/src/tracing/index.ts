import { AsyncLocalStorage } from 'node:async_hooks';
import { internet, type Network } from '@berth/connectivity';
import type { Span } from '@opentelemetry/api';
import type { Answered } from '../app.ts';
import { statementName } from './statement-name.ts';

/** The traces of a process: a span for each request, with events for its statements and the names that it looked up. */
export interface Tracing {
  /** Runs a request in a span, below the one that the caller's `traceparent` names (W3C Trace Context §3.2). */
  request(traceparent: string | undefined, run: () => Promise<Answered>): Promise<void>;
  /** Notes a statement of the database by its kind and table. Its text and its parameters are not kept. */
  statement(text: string): void;
  /** The network of provider tests, with an event for each look-up, without the name. */
  network: Network;
  /** Sends what is left, and ends. */
  stop(): Promise<void>;
}

const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-|$)/;

/** Starts to send traces to the collector at this address. The packages for it are loaded only then. */
export async function startTracing(endpoint: string, version: string): Promise<Tracing> {
  const [api, sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces` });
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'berth', 'service.version': version }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.AlwaysOnSampler() }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer('berth', version);
  const current = new AsyncLocalStorage<Span>();

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
    stop: () => provider.shutdown(),
  };
}
