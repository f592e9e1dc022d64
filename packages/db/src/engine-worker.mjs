/*
 * The thread of one embedded PostgreSQL. The first message to it is the compiled program. Each further one is one or
 * more whole messages of the wire protocol, and null asks it to shut down; a message from it is the answer of
 * PostgreSQL. It ends when PostgreSQL does, and its last message has the error. It is plain JavaScript because Node.js
 * runs it from the sources too.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { dataDir as emptyDatabase } from '@electric-sql/pglite-prepopulatedfs';
import { extensions } from './engine-extensions.mjs';

const ERROR = 'E'.charCodeAt(0);

/** @type {import('./engine.ts').EngineSource} */
const source = workerData;
const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);

if ('clock' in source && source.clock !== undefined) {
  const { clock } = source;
  Date.now = () => clock;
  performance.now = () => 0; // some of what PostgreSQL writes depends on how long it has run
}

// A question for PGlite's own readers of arrays, which nobody uses here. It takes an eighth of the time to open.
PGlite.prototype._initArrayTypes = async () => {};

/** @type {PGlite} */
let engine;

/** @type {Buffer[]} The answer to the current message so far. */
let answered = [];
const onRawData = (/** @type {Uint8Array} */ part) => {
  answered.push(Buffer.from(part)); // a copy: PostgreSQL writes into the same memory again
};

let last = Promise.resolve();
port.on('message', (/** @type {object | Uint8Array | null} */ message) => {
  last = last.then(() => {
    if (message === null) return shutDown();
    return message instanceof Uint8Array ? answer(message) : open(message);
  });
});

/** The exit status by which PostgreSQL tells PGlite of an error after which it goes on. */
const ERROR_CAUGHT = 100;

/** @param {object} pgliteWasmModule */
async function open(pgliteWasmModule) {
  engine = await PGlite.create({
    pgliteWasmModule,
    extensions,
    ...(await placeOf(source)),
  });
  await engine.exec("set time zone 'UTC'");
  const { Module } = engine;
  const step = Module._PostgresMainLoopOnce;
  // PGlite goes on after every other exception too, and waits for ever for a PostgreSQL that has ended
  Module._PostgresMainLoopOnce = () => {
    try {
      step();
    } catch (error) {
      if (/** @type {{ status?: unknown }} */ (error).status === ERROR_CAUGHT) throw error;
      const { M: message, C: code } = lastError(Buffer.concat(answered)) ?? { M: String(error) };
      port.postMessage({ message, code });
      process.exit(1); // ends this thread, at once
    }
  };
}

/**
 * A new directory is filled from the image of an empty database, because `initdb` takes two seconds to make one.
 * @param {import('./engine.ts').EngineSource} source
 */
async function placeOf(source) {
  if ('image' in source) return { loadDataDir: new Blob([await readFile(source.image)]) };
  const place = { dataDir: source.directory };
  return existsSync(source.directory) ? place : { ...place, loadDataDir: await emptyDatabase() };
}

async function shutDown() {
  await engine.close();
  port.close();
}

/** @param {Uint8Array} message */
async function answer(message) {
  answered = [];
  await engine.execProtocolRawStream(message, { onRawData });
  const bytes = new Uint8Array(Buffer.concat(answered));
  port.postMessage(bytes, [bytes.buffer]);
}

/**
 * Returns the fields of the last error among whole messages of the wire protocol. Each is a byte for its type, the
 * length of the rest in four bytes, itself included, and the rest.
 * @param {Buffer} bytes
 * @returns {Record<string, string> | undefined} by the code of the field
 */
function lastError(bytes) {
  let found;
  for (let at = 0; at + 5 <= bytes.length; ) {
    const end = at + 1 + bytes.readUInt32BE(at + 1);
    if (bytes[at] === ERROR) found = bytes.toString('utf8', at + 5, end);
    at = end;
  }
  return found && Object.fromEntries(found.split('\0').map((field) => [field[0], field.slice(1)]));
}
