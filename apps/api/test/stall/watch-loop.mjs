/*
 * Loaded into each thread of a server process with `--import`. In the main one it measures the pauses of the event
 * loop, and answers on a port of its own, which it writes into the file that BERTH_STALL_PORT_FILE names: the longest
 * pause since the last answer, and the resident memory. A pause counts with the processor time of the process when that
 * is shorter: other processes of the machine lengthen the wall time only.
 */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { isMainThread } from 'node:worker_threads';

const EVERY_MS = 2;

if (isMainThread) watch();

function watch() {
  let longest = 0;
  let last = performance.now();
  let lastCpu = process.cpuUsage();

  setInterval(() => {
    const now = performance.now();
    const cpu = process.cpuUsage();
    const used = (cpu.user + cpu.system - lastCpu.user - lastCpu.system) / 1000;
    longest = Math.max(longest, Math.min(now - last - EVERY_MS, used));
    last = now;
    lastCpu = cpu;
  }, EVERY_MS).unref();

  const server = createServer((_request, response) => {
    // A connection that waits between two measures may be closed just as it is used again
    response.setHeader('connection', 'close');
    response.end(JSON.stringify({ pause: Math.round(longest), memory: process.memoryUsage.rss() }));
    longest = 0;
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    writeFileSync(process.env.BERTH_STALL_PORT_FILE ?? '', String(port));
  });
  server.unref();
}
