import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TransitSettings } from '../transit.ts';

/** A request that the server received. */
export interface TransitRequest {
  method: string;
  /** The path after `/v1/<mount>/`. */
  path: string;
  headers: IncomingMessage['headers'];
  body: Record<string, string>;
}

/** A fault in place of the server's work: an error answer, no answer, or a closed connection. */
export type Trouble =
  | { status: number; body?: string; headers?: Record<string, string> }
  | 'silence'
  | 'drop';

/** A server that follows the Transit API (Vault and OpenBao API docs, "Transit secrets engine") with one key. */
export interface TransitServer {
  /** The settings for a client of this server. */
  readonly settings: TransitSettings;
  /** Every request so far. */
  readonly requests: TransitRequest[];
  /** Adds a version, as `POST /keys/:name/rotate` does. */
  rotate(): void;
  /** Refuses older versions, as `POST /keys/:name/config` with `min_decryption_version` does. */
  requireVersion(version: number): void;
  /** Replaces all versions of the key, as if it were a key of the same name on another server. */
  replaceKey(): void;
  /** Removes the key or restores it. */
  setKeyPresent(present: boolean): void;
  /** Ignores `associated_data` when true, as Vault before 1.13 does. */
  setOld(old: boolean): void;
  /** Queues faults: each of the next requests gets one. */
  trouble(...next: Trouble[]): void;
  close(): Promise<void>;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export async function startTransitServer(given: Partial<TransitSettings> = {}): Promise<TransitServer> {
  const requests: TransitRequest[] = [];
  const troubles: Trouble[] = [];
  let versions = [randomBytes(32)];
  let leastVersion = 1;
  let isPresent = true;
  let isOld = false;

  const server = createServer((incoming, response) => {
    void serve(incoming, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const settings: TransitSettings = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: `hvs.${randomBytes(18).toString('hex')}`,
    mount: 'transit',
    key: 'berth',
    namespace: null,
    ...given,
  };

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const prefix = `/v1/${settings.mount}/`;
    const { method = '', url = '', headers } = incoming;
    const text = await textOf(incoming);
    const path = url.startsWith(prefix) ? url.slice(prefix.length) : url;
    const request = { method, path, headers, body: text ? JSON.parse(text) : {} };
    requests.push(request);
    const trouble = troubles.shift();
    if (trouble === 'silence') return;
    if (trouble === 'drop') {
      incoming.socket.destroy();
      return;
    }
    if (trouble) {
      response.writeHead(trouble.status, trouble.headers).end(trouble.body ?? '');
      return;
    }
    const { status, ...body } = work(request);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  function work({ method, path, headers, body }: TransitRequest): { status: number } & object {
    const isAllowed = headers['x-vault-token'] === settings.token;
    const namespace = headers['x-vault-namespace'] ?? null;
    if (!isAllowed || namespace !== settings.namespace) return refused(403, 'permission denied');
    switch (`${method} ${path}`) {
      case `GET keys/${settings.key}`:
        return isPresent ? answered({ latest_version: versions.length, name: settings.key }) : refused(404);
      case `POST encrypt/${settings.key}`:
        return isPresent ? encrypt(body) : refused(400, 'encryption key not found');
      case `POST decrypt/${settings.key}`:
        return isPresent ? decrypt(body) : refused(400, 'encryption key not found');
      default:
        return refused(404, `no handler for route "${path}". route entry not found.`);
    }
  }

  const placeOf = (body: TransitRequest['body']): Buffer =>
    Buffer.from(isOld ? '' : (body.associated_data ?? ''), 'base64');

  function encrypt(body: TransitRequest['body']) {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', versions.at(-1) as Buffer, nonce).setAAD(placeOf(body));
    const sealed = [
      nonce,
      cipher.update(body.plaintext ?? '', 'base64'),
      cipher.final(),
      cipher.getAuthTag(),
    ];
    const ciphertext = `vault:v${versions.length}:${Buffer.concat(sealed).toString('base64')}`;
    return answered({ ciphertext, key_version: versions.length });
  }

  function decrypt(body: TransitRequest['body']) {
    const [, version = '', encoded = ''] = /^vault:v(\d+):(.+)$/.exec(body.ciphertext ?? '') ?? [];
    const bytes = Buffer.from(encoded, 'base64');
    const key = versions[Number(version) - 1];
    if (Number(version) > versions.length) return refused(400, 'invalid ciphertext: version is too new');
    if (Number(version) < leastVersion) {
      return refused(400, 'ciphertext or signature version is disallowed by policy (too old)');
    }
    if (!key || bytes.length < NONCE_BYTES + TAG_BYTES) return refused(400, 'invalid ciphertext');
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      })
        .setAAD(placeOf(body))
        .setAuthTag(bytes.subarray(-TAG_BYTES));
      const opened = [decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()];
      return answered({ plaintext: Buffer.concat(opened).toString('base64') });
    } catch {
      return refused(400, 'cipher: message authentication failed');
    }
  }

  return {
    settings,
    requests,
    rotate: () => {
      versions.push(randomBytes(32));
    },
    requireVersion: (version) => {
      leastVersion = version;
    },
    replaceKey: () => {
      versions = versions.map(() => randomBytes(32));
    },
    setKeyPresent: (present) => {
      isPresent = present;
    },
    setOld: (old) => {
      isOld = old;
    },
    trouble: (...next) => {
      troubles.push(...next);
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

const answered = (data: object) => ({
  status: 200,
  request_id: '00000000-0000-0000-0000-000000000000',
  lease_id: '',
  renewable: false,
  lease_duration: 0,
  data,
  wrap_info: null,
  warnings: null,
  auth: null,
});

const refused = (status: number, ...errors: string[]) => ({ status, errors });

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
