import { request } from 'node:https';
import { closeAfterFile } from '@berth/db/testing';
import { OAuth2Server } from 'oauth2-mock-server';
import { certificateFile } from '../../../../packages/connectivity/test/local-server.ts';
import { PUBLIC, standIn } from '../../../../packages/connectivity/test/stand-in.ts';
import type { Client } from './harness.ts';
import { makeProvider } from './rules-kit.ts';

/** The name of the provider in these tests. It stands for this machine, and its certificate is valid. */
export const PROVIDER = 'provider.example';
export const network = standIn({ [PROVIDER]: [PUBLIC], 'inside.example': ['10.0.0.7'] });

export interface OAuthProvider {
  server: OAuth2Server;
  /** The URL of a path at the provider. */
  url(path: string): string;
  /** The bodies of the requests for tokens, in order. */
  asked: Record<string, unknown>[];
  /** The bodies of the requests to revoke a token. */
  revoked: string[];
  /** Opens a page of the provider, where the user agrees at once. Returns the address of the answer. */
  agree(url: string): Promise<string>;
  /** Changes the next answer of the token endpoint. */
  answerNext(status: number, body: Record<string, unknown>): void;
}

/** Starts an OAuth 2.0 server with TLS that closes when the test file ends. */
export async function startOAuthProvider(): Promise<OAuthProvider> {
  const server = new OAuth2Server(certificateFile('test-only.key'), certificateFile('valid'));
  await server.issuer.keys.generate('RS256');
  await server.start(0, '127.0.0.1');
  closeAfterFile(() => server.stop());
  const { port } = server.address();
  const asked: Record<string, unknown>[] = [];
  const revoked: string[] = [];
  const answers: { statusCode: number; body: Record<string, unknown> }[] = [];
  server.service.on('beforeResponse', (response, request) => {
    asked.push({ ...request.body, authorization: request.headers.authorization });
    const next = answers.shift();
    if (next) Object.assign(response, next);
  });
  server.service.on('beforeRevoke', (_response, request) =>
    request.on('data', (chunk: Buffer) => revoked.push(chunk.toString())),
  );
  return {
    server,
    url: (path) => `https://${PROVIDER}:${port}${path}`,
    asked,
    revoked,
    agree: (url) => locationOf(url, port),
    answerNext: (statusCode, body) => void answers.push({ statusCode, body }),
  };
}

function locationOf(url: string, port: number): Promise<string> {
  const { pathname, search } = new URL(url);
  const options = { host: '127.0.0.1', port, path: pathname + search, rejectUnauthorized: false };
  return new Promise((resolve, reject) => {
    request(options, (response) => resolve(response.headers.location ?? ''))
      .on('error', reject)
      .end();
  });
}

/** Registers a provider whose auth method `oauth` has these endpoints, and an app for it. */
export async function registerOAuth(client: Client, oauth: object, version: object = {}) {
  const provider = await makeProvider(client, {
    auth_methods: [{ key: 'oauth', type: 'oauth', name: 'OAuth', oauth }],
    ...version,
  });
  const { body } = await client.get(`provider-specifications/${provider.specification}`);
  const app = await client.create('provider-auth-credentials', {
    provider_id: provider.id,
    config: { client_id: 'acme-client', client_secret: 'acme-client-secret-77', scopes: ['read', 'write'] },
  });
  return { provider, method: body.auth_methods[0] as { id: string }, app };
}
