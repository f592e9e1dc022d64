import { connect, type Socket } from 'node:net';
import { startProcess } from '../../../apps/api/test/support/server-process.ts';
import { type ChaosCase, pause, until } from '../case.ts';
import { acknowledgedOf, newLedger, told } from '../ledger.ts';
import { percentile, residentMb } from '../measure.ts';
import { check } from '../oracle.ts';
import { KEY, onPostgres } from '../place.ts';
import { makePostgres } from '../postgres.ts';
import { startWriters } from '../writers.ts';

const CONNECTIONS = 2_000;
const SLOW = 200;
const MS = 30_000;

const HEAD = `HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${KEY}\r\n`;

/** Opens connections that stay: most are idle after an answer, some read nothing, some send a byte a second. */
export const connections: ChaosCase = {
  name: 'connections',
  about: `${CONNECTIONS} connections, of which ${SLOW} read nothing and ${SLOW} send a byte a second, beside writers`,
  run: async () => {
    const postgres = await makePostgres();
    const sockets: Socket[] = [];
    try {
      const place = onPostgres(postgres.url);
      const server = await startProcess(place.env);
      const port = Number(new URL(server.url).port);
      let answered = 0;
      const dial = (): Socket => {
        const socket = connect(port, '127.0.0.1').on('error', () => {});
        sockets.push(socket);
        return socket;
      };
      const idle = CONNECTIONS - 2 * SLOW;
      for (let count = 0; count < idle; count++) {
        dial()
          .once('data', () => (answered += 1))
          .write(`GET /provider-configs?limit=1 ${HEAD}\r\n`);
        if (count % 100 === 0) await pause(20);
      }
      for (let count = 0; count < SLOW; count++) {
        dial().pause().write(`GET /providers?limit=100 ${HEAD}\r\n`.repeat(20));
        const slow = dial();
        slow.write(
          `POST /provider-configs ${HEAD}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n`,
        );
        const drip = setInterval(() => (slow.writable ? slow.write(' ') : clearInterval(drip)), 1_000);
        slow.once('close', () => clearInterval(drip));
      }
      await until(`answers on ${idle} connections`, () => answered === idle);
      const ledger = newLedger();
      const stop = startWriters({ url: () => server.url, ledger });
      await pause(MS);
      const memory = residentMb(server.child.pid);
      await stop();
      for (const socket of sockets) socket.destroy();
      await check(ledger, server, place);
      if (acknowledgedOf(ledger) === 0) throw new Error('No write was acknowledged beside the connections');
      const [p50, p99] = [percentile(ledger.times, 50), percentile(ledger.times, 99)];
      return `${told(ledger)}; median ${p50} ms, 99th percentile ${p99} ms; ${memory} MB resident`;
    } finally {
      for (const socket of sockets) socket.destroy();
      await postgres.remove();
    }
  },
};
