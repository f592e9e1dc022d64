import type { Metrics } from '../metrics/index.ts';
import { type Listener, serve } from './serve.ts';

export const METRICS_PATH = '/metrics';

/** Serves the metrics on a port of their own, which a proxy in front of the API does not reach. */
export const serveMetrics = (metrics: Metrics, host: string, port: number): Promise<Listener> =>
  serve({
    host,
    port,
    setting: 'METRICS_PORT',
    fetch: async (request) => {
      if (new URL(request.url).pathname !== METRICS_PATH) return new Response(null, { status: 404 });
      if (request.method !== 'GET' && request.method !== 'HEAD')
        return new Response(null, { status: 405, headers: { Allow: 'GET, HEAD' } });
      return new Response(await metrics.expose(), { headers: { 'Content-Type': metrics.contentType } });
    },
  });
