import { afterEach, describe, expect, test } from 'vitest';
import { isOutcomeUnknown } from './errors.ts';
import { handlesOf } from './postgres.ts';
import { leave } from './sent.ts';
import { DONE, message, READY, standIn, WELCOME } from './server-stand-in.ts';

/* Connections that are reset while the driver sends, and what their transactions tell. */

const { listen, connect, close } = standIn();
afterEach(close);

const IN_TRANSACTION = message('Z', 'T');
const FAILED = message('Z', 'E');
const done = (tag: string, ready: Buffer) => Buffer.concat([message('C', `${tag}\0`), ready]);
const has = (received: Buffer, text: string) => received.includes(text);

/** Answers as a server does whose statements all succeed. */
function answerTo(received: Buffer): Buffer {
  const answers: Buffer[] = [];
  if (has(received, 'begin')) answers.push(done('BEGIN', IN_TRANSACTION));
  if (has(received, 'select')) answers.push(done('SELECT 0', IN_TRANSACTION));
  if (has(received, 'rollback')) answers.push(done('ROLLBACK', READY));
  if (has(received, 'commit')) answers.push(done('COMMIT', READY));
  return Buffer.concat(answers);
}

/** Listens; the first connection is reset when a message has this text. */
function resetting(text: string) {
  let connections = 0;
  return listen((socket) => {
    connections += 1;
    const isFirst = connections === 1;
    return (received, count) => {
      if (count === 1) return socket.write(WELCOME);
      if (isFirst && has(received, text)) return socket.resetAndDestroy();
      return socket.write(answerTo(received));
    };
  });
}

describe('a connection that is reset', () => {
  test('fails a statement that was sent after its error, and the next one has another connection', async () => {
    const { address, count } = await resetting('select');
    const client = connect([address]);
    const ask = () => client.unsafe('select 1').simple().execute();
    const second = ask().catch(() => ask().then(() => 'answered', String));
    expect(await second).toMatch(/answered|CONNECTION_CLOSED|ECONNRESET/);
    await expect.poll(() => ask().then(() => 'answered', String)).toBe('answered');
    expect(count()).toBe(2);
  });

  test('leaves no rollback to the next transaction', async () => {
    const { address } = await resetting('select');
    const client = connect([address], { answer_timeout: 2 });
    const ask = () => client.begin((tx) => tx.unsafe('select 1').simple());
    await expect(ask()).rejects.toThrow();
    expect(await ask().then(() => 'committed', String)).toBe('committed');
  });

  test('of several hosts fails what was sent to it', async () => {
    const [first, second] = [await resetting('select'), await listen(() => () => {})];
    const client = connect([first.address, second.address]);
    await expect(client.unsafe('select 1').simple().execute()).rejects.toThrow();
    expect(second.count()).toBe(0);
  });
});

describe('a transaction whose connection is lost', () => {
  const outcomeOf = async (text: string, work: (send: () => Promise<unknown>) => unknown) => {
    const { address } = await resetting(text);
    const client = connect([address]);
    const { transaction } = handlesOf(client, client);
    return transaction(async (tx) => {
      const send = () => tx.execute('select 1');
      await work(send);
      if (text === 'commit') leave(tx, send());
    }).catch((error: unknown) => error);
  };

  test('before the commit was sent has not happened', async () => {
    const error = await outcomeOf('select', (send) => send());
    expect([error instanceof Error, isOutcomeUnknown(error)]).toEqual([true, false]);
  });

  test('after the commit was sent may have happened', async () => {
    expect(isOutcomeUnknown(await outcomeOf('commit', () => {}))).toBe(true);
  });
});

test('a statement that a failed transaction cannot run again is not sent behind its commit', async () => {
  const received: string[] = [];
  const known = [message('1'), message('t', [0, 0]), message('n'), message('2')];
  const { address } = await listen((socket) => (bytes, count) => {
    if (count === 1) return socket.write(WELCOME);
    const text = bytes.toString('latin1');
    received.push(text);
    if (text.includes('begin')) return socket.write(done('BEGIN', IN_TRANSACTION));
    if (text.includes('select 1')) return socket.write(Buffer.concat([...known, DONE]));
    const outdated = message('E', 'SERROR\0', 'C26000\0', 'Mgone\0', 'RFetchPreparedStatement\0', '\0');
    const refused = Buffer.concat([outdated, FAILED]);
    return socket.write(
      text.includes('commit') ? Buffer.concat([refused, done('ROLLBACK', READY)]) : refused,
    );
  });
  const client = connect([address]);
  await client`select 1`;
  const ended = client.begin(async (tx) => {
    tx`select 1`.execute().catch(() => {});
  });
  await expect(ended).rejects.toThrow('ROLLED_BACK');
  await client.end({ timeout: 1 });
  const behind = received.slice(received.findIndex((text) => text.includes('commit')) + 1);
  expect(behind.filter((text) => text.includes('B\0\0'))).toEqual([]);
});
