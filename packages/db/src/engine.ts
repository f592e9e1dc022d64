import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Duplex } from 'node:stream';
import { Worker } from 'node:worker_threads';

/**
 * The data of an embedded PostgreSQL: a directory, or a file with a dumped one, which is loaded into memory. With
 * `clock`, PostgreSQL always has this time, in milliseconds.
 */
export type EngineSource = { directory: string; clock?: number } | { image: string };

/**
 * Starts an embedded PostgreSQL in a thread of its own, so that no statement holds the event loop. The stream speaks
 * PostgreSQL's wire protocol, as a socket to a server does; each write holds whole messages. Ending it shuts PostgreSQL
 * down, destroying it stops the thread at once, and it is closed when the thread has ended. The error that ends
 * PostgreSQL, or its start, destroys it, in the words of `explain`. PostgreSQL starts when the data are `made`, and the
 * thread loads its modules meanwhile.
 */
export function startEngine(
  source: EngineSource,
  explain: (cause: Error) => Error,
  made: Promise<void> = Promise.resolve(),
): Duplex {
  return new Engine(source, explain, made);
}

/** The error with which PostgreSQL ended; `code` is its SQLSTATE, if it had one. */
interface EndOfEngine {
  message: string;
  code?: string;
}

class Engine extends Duplex {
  readonly #source: EngineSource;
  readonly #explain: (cause: Error) => Error;
  readonly #made: Promise<void>;
  #worker: Worker | undefined;
  #ended: Promise<void> = Promise.resolve();

  constructor(source: EngineSource, explain: (cause: Error) => Error, made: Promise<void>) {
    super();
    this.#source = source;
    this.#explain = explain;
    this.#made = made;
  }

  /** The driver ends a connection only while its socket is `open`. */
  get readyState(): 'open' | 'closed' {
    return this.destroyed ? 'closed' : 'open';
  }

  override _construct(done: (error?: Error) => void): void {
    // Without the options of this process: the modules that it preloads are not meant for the thread
    const worker = new Worker(WORKER, { workerData: this.#source, execArgv: [] });
    this.#worker = worker;
    this.#ended = new Promise((resolve) => worker.once('exit', () => resolve()));
    worker.on('message', (message: Uint8Array | EndOfEngine) => {
      if (message instanceof Uint8Array) this.push(Buffer.from(message.buffer));
      else this.destroy(Object.assign(new Error(message.message), { code: message.code }));
    });
    worker.once('error', (error) => this.destroy(error));
    worker.once('exit', () =>
      this.destroy(this.writableEnded ? undefined : new Error('Its thread has ended')),
    );
    // Compiled while the thread loads its own modules, which waits for the result
    Promise.all([compiled(), this.#made]).then(([module]) => {
      worker.postMessage(module);
      done();
    }, done);
  }

  override _read(): void {} // the thread sends on its own

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    const bytes = new Uint8Array(chunk); // a copy: the chunk may lie in a pool, which cannot be handed over
    this.#worker?.postMessage(bytes, [bytes.buffer]);
    done();
  }

  override _final(done: () => void): void {
    this.#worker?.postMessage(null);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#worker?.terminate();
    this.#ended.then(() => done(error && this.#explain(error)));
  }
}

const WORKER = new URL('./engine-worker.mjs', import.meta.url);

/** The types of Node.js leave it out. */
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<object> };

let compiling: Promise<object> | undefined;

/** Compiles PostgreSQL in the background, once for all threads of the process. */
function compiled(): Promise<object> {
  const main = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  compiling ??= readFile(join(dirname(main), 'pglite.wasm'))
    .then((bytes) => WebAssembly.compile(bytes))
    .catch((error) => {
      compiling = undefined; // so that the next start tries again
      throw error;
    });
  return compiling;
}
