import { connect, type Socket } from 'node:net';
import type { BerthProcess } from '../../../apps/api/test/support/server-process.ts';
import { besideWriters, type Scene } from '../beside.ts';
import { type ChaosCase, pause, until } from '../case.ts';
import { acknowledgedOf, told } from '../ledger.ts';
import { percentile, residentMb } from '../measure.ts';
import { KEY, onPostgres } from '../place.ts';
import { makePostgres } from '../postgres.ts';

const CONNECTIONS = 2_000;
const SLOW = 200;
const MS = 30_000;
/** Less than the time after which the server closes a connection without requests: 75 s. */
const KEPT_MS = 20_000;

const HEAD = `HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${KEY}\r\n`;

/** Opens connections that stay: most are idle after an answer, some read nothing, some send a byte a second. */
export const connections: ChaosCase = {
  name: 'connections',
  about: `${CONNECTIONS} connections, of which ${SLOW} read nothing and ${SLOW} send a byte a second, beside writers`,
  run: async () => {
    const postgres = await makePostgres();
    const sockets: Socket[] = [];
    try {
      const openAll = async (server: BerthProcess) => {
        const port = Number(new URL(server.url).port);
        let answered = 0;
        const dial = (): Socket => {
          const socket = connect(port, '127.0.0.1').on('error', () => {});
          sockets.push(socket);
          return socket;
        };
        const idle = CONNECTIONS - 2 * SLOW;
        for (let count = 0; count < idle; count++) {
          const socket = dial().once('data', () => (answered += 1));
          socket.write(`GET /provider-configs?limit=1 ${HEAD}\r\n`);
          // The server closes a connection on which nothing comes after an answer
          let next: NodeJS.Timeout;
          socket.on('data', () => {
            clearTimeout(next);
            next = setTimeout(() => socket.writable && socket.write(`GET /ping ${HEAD}\r\n`), KEPT_MS);
          });
          if (count % 100 === 0) await pause(20);
        }
        await until(`answers on ${idle} connections`, () => answered === idle);
        for (let count = 0; count < SLOW; count++) {
          dial().pause().write(`GET /providers?limit=100 ${HEAD}\r\n`.repeat(20));
          const slow = dial();
          slow.write(
            `POST /provider-configs ${HEAD}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n`,
          );
          const drip = setInterval(() => (slow.writable ? slow.write(' ') : clearInterval(drip)), 1_000);
          slow.once('close', () => clearInterval(drip));
        }
      };
      const measure = async ({ server, ledger }: Scene) => {
        const from = { writes: acknowledgedOf(ledger), answers: ledger.times.length };
        await pause(MS);
        const memory = residentMb(server.child.pid);
        const times = ledger.times.slice(from.answers);
        const lost = sockets.filter((socket) => socket.readyState !== 'open').length;
        if (lost > 0) ledger.breaches.push(`${lost} of ${CONNECTIONS} connections were lost`);
        if (acknowledgedOf(ledger) === from.writes)
          ledger.breaches.push('No write was acknowledged beside the connections');
        for (const socket of sockets) socket.destroy();
        const [p50, p99] = [percentile(times, 50), percentile(times, 99)];
        return () => `${told(ledger)}; median ${p50} ms, 99th percentile ${p99} ms; ${memory} MB resident`;
      };
      return await besideWriters(onPostgres(postgres.url), {}, measure, openAll);
    } finally {
      for (const socket of sockets) socket.destroy();
      await postgres.remove();
    }
  },
};
