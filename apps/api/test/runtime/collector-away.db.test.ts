import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, expect, test, vi } from 'vitest';
import { findHolder } from '../../src/server/lock.ts';
import { buildServer, makeFolder, onMigratedDatabase, startProcess } from '../support/server-process.ts';

/** Servers whose collector of traces does not take them. */
const TOKEN = 'canary-of-a-token';
vi.setConfig({ testTimeout: 60_000 });
beforeAll(buildServer, 60_000);

/** Opens a collector that refuses all traces, and quotes what it was sent. */
async function openRefusing() {
  const server = createServer(async (request, response) => {
    let text = JSON.stringify(request.headers);
    for await (const part of request) text += String(part);
    response.writeHead(400, text.slice(0, 100).replaceAll(/[^ -~]/g, '')).end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

test.each([
  [
    'answers nothing',
    async () => ({ url: 'http://127.0.0.1:1', close: () => {} }),
    { unreachable: 'ECONNREFUSED' },
  ],
  ['refuses the traces', openRefusing, { status: 400 }],
] as const)(
  'a server whose collector %s logs it, closes its database and exits with 0',
  async (_, open, traits) => {
    const collector = await open();
    const place = makeFolder();
    const server = await startProcess({
      ...(await onMigratedDatabase(place.path)),
      LOG_LEVEL: 'warn',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: `authorization=${TOKEN}`,
      OTEL_EXPORTER_OTLP_TIMEOUT: '500', // less than the pause before the second try
    });
    const key = server.key ?? '';
    const answer = await fetch(`${server.url}/provider-configs`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(answer.status).toBe(200);
    expect(await server.stop()).toBe(0);
    const output = server.output();
    const lines = output.split('\n').filter((line) => line.startsWith('{'));
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 40, spans: 1, ...traits, msg: 'the collector did not take traces' },
      { level: 40, ...traits, msg: 'the last traces were not sent to the collector' },
    ]);
    for (const canary of ['defect', TOKEN, 'resourceSpans']) expect(output).not.toContain(canary);
    expect(findHolder(place.path)).toBeNull();
    collector.close();
    place.remove();
  },
);
