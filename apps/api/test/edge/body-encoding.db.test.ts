import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';

/** A body that is not JSON in UTF-8 as it stands is refused on every face, with what is read. */

const harness = await startHarness();

const faces = {
  root: { path: '/consumers', body: { name: 'Ada', email: 'ada@acme.test' } },
  flowker: { path: '/v1/provider-configurations', body: {} },
  informer: { path: '/api/providers', body: {} },
};
type Face = keyof typeof faces;

async function send(
  face: Face,
  headers: Record<string, string>,
  encode = (text: string): RequestInit['body'] => text,
) {
  const { path, body } = faces[face];
  const { key } = harness.bootstrap;
  const response = await harness.app.request(path, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'x-api-key': key,
      'content-type': 'application/json',
      ...headers,
    },
    body: encode(JSON.stringify(body)) ?? null,
  });
  return { status: response.status, text: await response.text() };
}

describe.each(Object.keys(faces) as Face[])('on the face %s', (face) => {
  test.each(['gzip', 'br', 'gzip, identity'])('a Content-Encoding of %s is 415', async (encoding) => {
    const { status, text } = await send(face, { 'content-encoding': encoding }, gzipSync);
    expect(status).toBe(415);
    expect(text).toContain('identity');
  });

  test.each(['iso-8859-1', '"UTF-16"', 'latin1; x=1'])('a charset of %s is 415', async (charset) => {
    const { status, text } = await send(face, { 'content-type': `application/json; charset=${charset}` });
    expect(status).toBe(415);
    expect(text).toContain('utf-8');
  });
});

test.each([
  { 'content-encoding': 'identity' },
  { 'content-type': 'application/json; charset=UTF-8' },
  { 'content-type': 'application/json;charset="utf-8"' },
  { 'content-type': 'application/json; profile=x' },
])('a body in UTF-8 with %o is read', async (headers) => {
  expect((await send('root', headers as never)).status).toBe(200);
});
