import { once } from 'node:events';
import { connect as openSocket, type Socket } from 'node:net';
import type postgres from 'postgres';
import { afterEach, describe, expect, test } from 'vitest';
import { type Behaviour, DONE, message, standIn, WELCOME } from './server-stand-in.ts';

/* The driver at the other end of servers that fail. */

const { listen, connect, close } = standIn();
afterEach(close);

const STARTING_UP = message('E', 'SFATAL\0', 'C57P03\0', 'Mthe database system is starting up\0', '\0');

const closing: Behaviour = (socket) => {
  socket.destroy();
  return () => {};
};
const silent: Behaviour = () => () => {};
const refusing: Behaviour = (socket) => () => socket.end(STARTING_UP);
const answering: Behaviour = (socket) => (_received, count) => socket.write(count === 1 ? WELCOME : DONE);
/** Lets a client in, and answers no statement. */
const mute: Behaviour = (socket) => (_received, count) => {
  if (count === 1) socket.write(WELCOME);
};

const ask = (client: postgres.Sql) => client.unsafe('select 1').simple().execute();

test.each([
  ['one host', 1],
  ['several hosts', 3],
])('the driver opens no connection to %s after its end', async (_name, hosts) => {
  const { address, count } = await listen(closing);
  const client = connect(Array.from({ length: hosts }, () => address));
  await expect(ask(client)).rejects.toThrow();
  const refused = expect(ask(client)).rejects.toThrow('CONNECTION_DESTROYED');
  const before = count();
  await client.end({ timeout: 0 });
  await refused;
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(count()).toBe(before);
});

describe('of several hosts', () => {
  test.each([
    ['closes the connection', closing],
    ['refuses it', refusing],
    ['says nothing', silent],
  ])('one that %s leaves it to the next one', async (_name, behaviour) => {
    const [bad, good] = [await listen(behaviour), await listen(answering)];
    await ask(connect([bad.address, good.address], { connect_timeout: 1 }));
    expect([bad.count(), good.count()]).toEqual([1, 1]);
  });

  test.each([
    ['close the connection', closing, 'CONNECTION_CLOSED'],
    ['refuse it', refusing, 'starting up'],
  ])('that all %s, each is asked once before a statement fails', async (_name, behaviour, reason) => {
    const all = [await listen(behaviour), await listen(behaviour), await listen(behaviour)];
    await expect(ask(connect(all.map(({ address }) => address)))).rejects.toThrow(reason);
    expect(all.map(({ count }) => count())).toEqual([1, 1, 1]);
  });
});

test('statements that wait for a connection fail together when there is none', async () => {
  const { address, count } = await listen(closing);
  const client = connect([address]);
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => ask(client)));
  expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['rejected']));
  expect(count()).toBe(1);
});

test('a statement without an answer fails, and later ones have another connection', async () => {
  let connections = 0;
  const { address, count } = await listen((socket) => (++connections === 1 ? mute : answering)(socket));
  const client = connect([address], { answer_timeout: 1 });
  await expect(ask(client)).rejects.toThrow('ANSWER_TIMEOUT');
  await expect.poll(() => ask(client).then(() => 'answered', String)).toBe('answered');
  expect(count()).toBe(2);
});

describe('with a time for answers', () => {
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  test('an answer that comes in parts is waited for', async () => {
    const { address, count } = await listen((socket) => async (_received, messages) => {
      for (let part = 0; messages > 1 && part < 5; part++) {
        await pause(500);
        socket.write(message('S', 'name\0', 'value\0'));
      }
      socket.write(messages === 1 ? WELCOME : DONE);
    });
    await ask(connect([address], { answer_timeout: 2 }));
    expect(count()).toBe(1);
  });

  test('the second of two statements that were sent together is not waited for longer', async () => {
    const { address } = await listen((socket) => (_received, messages) => {
      if (messages <= 3) socket.write(messages === 1 ? WELCOME : DONE);
    });
    const client = connect([address], { answer_timeout: 1 });
    await ask(client);
    const outcomes = await Promise.allSettled([ask(client), ask(client)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  test('a connection without a statement is kept', async () => {
    const { address, count } = await listen(answering);
    const client = connect([address], { answer_timeout: 1 });
    await ask(client);
    await pause(1_500);
    await ask(client);
    expect(count()).toBe(1);
  });
});

test('a socket that is ready after the end of the client is closed unused', async () => {
  const { port, address } = await listen(answering);
  let give: (socket: Socket) => void = () => {};
  const given = new Promise<Socket>((resolve) => {
    give = resolve;
  });
  const client = connect([address], { socket: () => given });
  const refused = expect(ask(client)).rejects.toThrow('CONNECTION_DESTROYED');
  await new Promise(setImmediate);
  await client.end({ timeout: 0 });
  await refused;
  const socket = openSocket(port, '127.0.0.1');
  await once(socket, 'connect');
  give(socket);
  await once(socket, 'close');
  expect(socket.bytesWritten).toBe(0);
});

test('a connection does not begin with what was left to send on the one before', async () => {
  const first: Buffer[] = [];
  const { port, address } = await listen((socket) => (received, count) => {
    if (count === 1) first.push(received);
    socket.write(count === 1 ? WELCOME : DONE);
    if (first.length === 1 && count === 2) socket.end();
  });
  const lost: Promise<unknown>[] = [];
  const client = connect([address], {
    socket: async () => {
      const socket = openSocket(port, '127.0.0.1');
      await once(socket, 'connect');
      // Between the last moment at which the driver sends and the close of the socket
      if (first.length === 0)
        socket.once('end', () => setImmediate(() => lost.push(ask(client).catch(String))));
      return socket;
    },
  });
  await ask(client);
  await expect.poll(() => lost.length).toBe(1);
  expect(await lost[0]).toContain('CONNECTION_CLOSED');
  await ask(client);
  expect(first).toHaveLength(2);
  expect(first[1]).toEqual(first[0]);
});
