import { pbkdf2 } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { reach } from '../test/stand-in.ts';
import { addressesIn, lookUpName } from './look-up.ts';
import type { Network } from './network.ts';
import { sendRequest } from './request.ts';
import { withSession } from './session.ts';

const A = 1;
const never = new AbortController().signal;

/** Starts a name server on the loopback. It answers each question by its name and type; undefined for no answer. */
async function serveNames(answer: (name: string, type: number) => Buffer[] | undefined) {
  const asked: string[] = [];
  const socket: Socket = createSocket('udp4', (query, { port, address }) => {
    const { name, type, end } = questionOf(query);
    asked.push(name);
    const addresses = answer(name, type);
    if (addresses) socket.send(replyTo(query, end, type, addresses), port, address);
  });
  await new Promise<void>((ready) => socket.bind(0, '127.0.0.1', ready));
  onTestFinished(() => {
    socket.close();
  });
  return { servers: [`127.0.0.1:${socket.address().port}`], asked };
}

/** Reads the only question of a query (RFC 1035 §4.1.2). */
function questionOf(query: Buffer) {
  const labels: string[] = [];
  let at = 12;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.'), type: query.readUInt16BE(at + 1), end: at + 5 };
}

/** Makes the reply to a query: NXDOMAIN without addresses. */
function replyTo(query: Buffer, end: number, type: number, addresses: readonly Buffer[]): Buffer {
  const head = Buffer.from(query.subarray(0, end));
  head.writeUInt16BE(addresses.length > 0 ? 0x8180 : 0x8183, 2);
  head.writeUInt16BE(addresses.length, 6);
  head.fill(0, 8, 12);
  const records = addresses.map((address) => {
    const record = Buffer.alloc(12);
    record.writeUInt16BE(0xc00c, 0);
    record.writeUInt16BE(type, 2);
    record.writeUInt16BE(1, 4);
    record.writeUInt16BE(address.length, 10);
    return Buffer.concat([record, address]);
  });
  return Buffer.concat([head, ...records]);
}

test('a name has the addresses of both families that the name server knows', async () => {
  const { servers } = await serveNames((_name, type) =>
    type === A ? [Buffer.from([11, 22, 33, 44])] : [Buffer.from('2606280002200000000000000000cb07', 'hex')],
  );
  expect(await lookUpName('provider.example', { signal: never, servers })).toEqual([
    '11.22.33.44',
    '2606:2800:220::cb07',
  ]);
});

test('a name with an address of one family has that one', async () => {
  const { servers } = await serveNames((_name, type) => (type === A ? [Buffer.from([11, 22, 33, 44])] : []));
  expect(await lookUpName('provider.example', { signal: never, servers })).toEqual(['11.22.33.44']);
});

test('a name without an address is rejected', async () => {
  const { servers } = await serveNames(() => []);
  await expect(lookUpName('nowhere.example', { signal: never, servers })).rejects.toThrow('no address');
});

test('the hosts file comes first', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'berth-hosts-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const hostsFile = join(folder, 'hosts');
  writeFileSync(hostsFile, '10.0.0.7\tother Provider.Example # provider.example\n::7 provider.example\n');
  const { servers, asked } = await serveNames(() => []);
  const found = await lookUpName('provider.example', { signal: never, servers, hostsFile });
  expect(found).toEqual(['10.0.0.7', '::7']);
  expect(asked).toEqual([]);
});

test('a hosts file names hosts by whole names, in any case, and not in comments', () => {
  const hosts = '# 1.1.1.1 a.example\n2.2.2.2 ab.example\nx a.example\n3.3.3.3   b.example A.EXAMPLE\n';
  expect(addressesIn(hosts, 'a.example')).toEqual(['3.3.3.3']);
});

test('a hundred look-ups that a name server leaves unanswered occupy no thread, and end with their sessions', async () => {
  const { servers, asked } = await serveNames(() => undefined);
  const network: Network = { lookup: (name, signal) => lookUpName(name, { signal, servers }) };
  const begun = performance.now();
  const tests = Array.from({ length: 100 }, (_, n) =>
    withSession(reach({ budgetMs: 1_000 }), network, (session) =>
      sendRequest(session, {
        url: `https://slow-${n}.example/`,
        method: 'GET',
        headers: {},
        readBody: false,
      }),
    ),
  );
  await expect.poll(() => new Set(asked).size, { timeout: 900 }).toBe(100);
  await promisify(pbkdf2)('password', 'salt', 1, 32, 'sha256'); // waits for a free thread
  expect(performance.now() - begun).toBeLessThan(1_000);
  for (const answer of await Promise.all(tests)) {
    expect(answer).toMatchObject({ ok: false, reason: 'timed_out' });
  }
  expect(performance.now() - begun).toBeLessThan(3_000);
});
