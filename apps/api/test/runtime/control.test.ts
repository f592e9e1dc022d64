import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { openControl, requestBackup } from '../../src/server/control.ts';

const makeKey = () => Promise.reject(new Error('not asked for'));

/** Yields bytes without end. */
async function* endless(): AsyncGenerator<Uint8Array> {
  for (;;) yield Buffer.alloc(100_000);
}

test('a backup that is not read is cut, so that it does not hold the embedded database', async () => {
  const control = await openControl({ unreadMs: 200 });
  let written: Promise<void> | null = null;
  control.ready({
    makeKey,
    backUp: (write) => {
      written = write(endless());
      return written;
    },
  });
  const { port, token } = control.address;
  const socket = connect(port, '127.0.0.1').pause();
  await once(socket, 'connect');
  socket.write(`POST /backup HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\n\r\n`);
  await expect.poll(() => written !== null).toBe(true);
  await expect(written).rejects.toThrow();
  socket.destroy();
  control.close();
});

test('a backup that is read may take longer than the time for one that is not', async () => {
  const control = await openControl({ unreadMs: 1_000 });
  control.ready({ makeKey, backUp: (write) => write(slow()) });
  const bytes = await requestBackup(control.address);
  let count = 0;
  for await (const { length } of bytes ?? []) count += length;
  expect(count).toBe(8);
  control.close();
});

/** Yields eight bytes, each after a pause. */
async function* slow(): AsyncGenerator<Uint8Array> {
  for (let n = 0; n < 8; n++) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    yield Buffer.alloc(1);
  }
}
