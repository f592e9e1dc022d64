import type { Context } from 'hono';
import type { Env } from '../http/request.ts';
import type { Log } from '../log.ts';

const LARGEST = 16 * 1024;
const MOST_A_MINUTE = 60;
const MINUTE_MS = 60_000;

/** A report as browsers send it to `report-uri` (CSP 3 §5.3). Anyone may send one, so nothing of it is believed. */
interface Report {
  'effective-directive'?: unknown;
  'violated-directive'?: unknown;
  'blocked-uri'?: unknown;
  'line-number'?: unknown;
}

/**
 * Makes the endpoint of reports about the page's policy. It logs the directive and the host of what was blocked, at
 * most 60 times a minute; paths, samples and referrers may hold anything, and are left out.
 */
export function reportEndpoint(log: Log): (c: Context<Env>) => Promise<Response> {
  let minute = { endsAt: 0, count: 0 };
  return async (c) => {
    const { now, requestId } = c.get('request');
    if (minute.endsAt <= now.getTime()) minute = { endsAt: now.getTime() + MINUTE_MS, count: 0 };
    const length = Number(c.req.header('content-length'));
    if (!(length <= LARGEST)) return new Response(null, { status: 413 });
    if (++minute.count > MOST_A_MINUTE) return new Response(null, { status: 429 });
    // A client that hangs up has sent no report
    const report = reportOf(await c.req.text().catch(() => ''));
    if (!report) return new Response(null, { status: 400 });
    const directive = wordOf(report['effective-directive'] ?? report['violated-directive']);
    log.warn({ request_id: requestId, directive, blocked: placeOf(report['blocked-uri']) }, 'policy breach');
    return new Response(null, { status: 204 });
  };
}

function reportOf(text: string): Report | null {
  try {
    const report = (JSON.parse(text) as { 'csp-report'?: unknown } | null)?.['csp-report'];
    return typeof report === 'object' && report !== null ? report : null;
  } catch {
    return null;
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 500) : '');

const wordOf = (value: unknown): string => /^[a-z-]{1,40}/.exec(textOf(value))?.[0] ?? '';

/** The origin of an address, or a word such as `inline`. */
function placeOf(value: unknown): string {
  const text = textOf(value);
  return URL.canParse(text) ? new URL(text).host.slice(0, 100) || new URL(text).protocol : wordOf(text);
}
