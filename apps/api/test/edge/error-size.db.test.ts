import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';

/** The answer to a body with long names stays small, however many problems have the name in their paths. */

const harness = await startHarness({ directly: true, dashboard: { idleMs: 60_000, lifeMs: 3_600_000 } });

const NAME = 'n'.repeat(900_000);
const MOST_BYTES = 200_000;

const bodies = {
  'numbers that would be changed': `{"${NAME}":[${'1161888007138312192,'.repeat(200)}1]}`,
  'members that are given again': `{"${NAME}":[${'{"a":1,"a":1},'.repeat(200)}1]}`,
};

const places = {
  'the sign-in of the dashboard': '/dashboard/session',
  'the root face': '/consumers',
  'the Flowker face': '/v1/provider-configurations',
  'the Informer face': '/api/providers',
};

describe.each(Object.entries(bodies))('a body with %s under a long name', (_, body) => {
  test.each(Object.entries(places))('gets a small answer of %s', async (_place, path) => {
    const isSession = path.startsWith('/dashboard');
    const { key } = harness.bootstrap;
    const response = await harness.app.request(`http://localhost${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(isSession
          ? { host: 'localhost', origin: 'http://localhost', 'sec-fetch-site': 'same-origin' }
          : { authorization: `Bearer ${key}`, 'x-api-key': key }),
      },
      body,
    });
    expect(response.status).toBe(400);
    const text = await response.text();
    expect(text).toContain('nnnn');
    expect(text.length).toBeLessThan(MOST_BYTES);
  });
});

test('masks that were not shown, under a long name, get a small answer of the Flowker face', async () => {
  const config = { [NAME]: Array.from({ length: 5_000 }, () => '********') };
  const { key } = harness.bootstrap;
  const response = await harness.app.request('/v1/provider-configurations', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    body: JSON.stringify({ name: 'masked', providerId: 'openai', config }),
  });
  expect(response.status).toBe(422);
  expect((await response.text()).length).toBeLessThan(MOST_BYTES);
});
