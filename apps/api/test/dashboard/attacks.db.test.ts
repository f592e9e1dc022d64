import { describe, expect, test } from 'vitest';
import { newBrowser, ORIGIN } from '../support/dashboard-kit.ts';
import { startHarness } from '../support/harness.ts';
import { at } from '../support/keys-kit.ts';

const harness = await startHarness({ directly: true, dashboard: { basePath: '/berth' } });
const root = await harness.newInstance();
const isBuilt = (await harness.app.request('/dashboard')).status === 200;
const needsBuild = isBuilt ? '' : ' (skipped: the dashboard is not built; npm test builds it)';

const signedIn = async () => {
  const browser = newBrowser(harness);
  await browser.signIn(root.key);
  return browser;
};

describe('a page of another origin', () => {
  const foreign: [string, Record<string, string | null>][] = [
    ['another origin', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another origin alone', { origin: 'https://evil.example', 'sec-fetch-site': null }],
    ['an opaque origin', { origin: 'null', 'sec-fetch-site': null }],
    ['another port of the host', { origin: 'http://localhost:8080', 'sec-fetch-site': 'same-site' }],
    ['the same site', { origin: null, 'sec-fetch-site': 'same-site' }],
    ['an address that somebody typed', { origin: null, 'sec-fetch-site': 'none' }],
    ['nothing to prove it by', { origin: null, 'sec-fetch-site': null }],
  ];

  test.each(foreign)('writes nothing with the cookie of a session: %s', async (_, headers) => {
    const browser = await signedIn();
    const refused = await browser.send('POST', 'api/consumers', { name: 'Eve' }, headers);
    expect([refused.status, refused.body.code, refused.body.reason]).toEqual([
      403,
      'forbidden',
      'foreign_page',
    ]);
    expect((await browser.send('DELETE', 'session', undefined, headers)).status).toBe(403);
    expect((await browser.send('GET', 'session')).status).toBe(200);
    expect((await root.get('consumers?search=Eve')).body.items).toEqual([]);
  });

  test.each(foreign)('signs nobody in: %s', async (_, headers) => {
    const browser = newBrowser(harness);
    expect((await browser.signIn(root.key, headers)).status).toBe(403);
    expect(browser.cookies.size).toBe(0);
  });

  test('reads nothing, where the browser says who asks', async () => {
    const browser = await signedIn();
    for (const site of ['cross-site', 'same-site']) {
      const refused = await browser.send('GET', 'api/providers', undefined, { 'sec-fetch-site': site });
      expect([site, refused.status]).toEqual([site, 403]);
    }
    expect((await browser.send('GET', 'api/providers', undefined, { 'sec-fetch-site': null })).status).toBe(
      200,
    );
  });

  test('gets no right by CORS: the answers allow no credentials', async () => {
    const open = await startHarness({ directly: true, corsOrigins: ['https://app.example'] });
    const client = await open.newInstance();
    const browser = newBrowser(open);
    await browser.signIn(client.key);
    const refused = await browser.send(
      'POST',
      'api/consumers',
      { name: 'Eve' },
      { origin: 'https://app.example' },
    );
    expect(refused.status).toBe(403);
    expect(refused.headers.get('access-control-allow-credentials')).toBeNull();
  });
});

describe('the cookie', () => {
  test('is for scripts unreadable, for other sites absent, and for this path alone', async () => {
    const browser = await signedIn();
    expect(browser.lastCookie()).toMatch(
      /^berth_dashboard=[\w-]{43}; Path=\/berth\/dashboard; HttpOnly; SameSite=Strict$/,
    );
  });

  test.each([
    ['the origin of the page', 'https://berth.example', {}],
    ['the proxy in front', ORIGIN, { 'x-forwarded-proto': 'https' }],
  ])('is for TLS alone, where TLS is: by %s', async (_, origin, headers) => {
    const browser = newBrowser(harness, origin);
    expect((await browser.signIn(root.key, headers)).status).toBe(200);
    expect(browser.lastCookie()).toMatch(/^__Secure-berth_dashboard=.*; HttpOnly; SameSite=Strict; Secure$/);
    expect((await browser.send('GET', 'session', undefined, headers)).status).toBe(200);
  });

  test('that a page without TLS has planted is not taken over TLS', async () => {
    const browser = await signedIn();
    const status = async (headers: Record<string, string>) =>
      (await browser.send('GET', 'session', undefined, headers)).status;
    expect(await status({})).toBe(200);
    expect(await status({ 'x-forwarded-proto': 'https' })).toBe(401);
  });

  test('is a new one at each sign-in, and the session that the browser had ends', async () => {
    const browser = await signedIn();
    const [[name = '', planted = ''] = []] = browser.cookies;
    await browser.signIn(root.key);
    expect(browser.cookies.get(name)).not.toBe(planted);
    const thief = newBrowser(harness);
    thief.cookies.set(name, planted);
    expect((await thief.send('GET', 'session')).status).toBe(401);
  });

  test('of a chosen token begins no session with that token', async () => {
    const browser = newBrowser(harness);
    const chosen = 'a'.repeat(43);
    browser.cookies.set('berth_dashboard', chosen);
    expect((await browser.send('GET', 'session')).body.reason).toBe('session_ended');
    await browser.signIn(root.key);
    expect(browser.cookies.get('berth_dashboard')).not.toBe(chosen);
    browser.cookies.set('berth_dashboard', chosen);
    expect((await browser.send('GET', 'session')).status).toBe(401);
  });

  test('counts below /dashboard alone, where the origin is checked', async () => {
    const browser = await signedIn();
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    expect((await harness.app.request('/providers', { headers: { cookie } })).status).toBe(401);
  });

  test('and a bearer token do not mix: the API of the dashboard takes sessions only', async () => {
    const browser = newBrowser(harness);
    const given = await browser.send('GET', 'api/providers', undefined, {
      authorization: `Bearer ${root.key}`,
    });
    expect([given.status, given.body.reason]).toEqual([401, 'no_session']);
  });
});

describe('guesses', () => {
  test('are refused after 20 from one address, until a minute has passed', async () => {
    const behind = await startHarness({ directly: true, proxies: 1 });
    const client = await behind.newInstance();
    const browser = newBrowser(behind);
    const from = (ip: string) => ({ 'x-forwarded-for': ip });
    const start = Date.now();
    await at(behind, start, async () => {
      for (let tries = 0; tries < 20; tries++) {
        expect((await browser.signIn(`guess-${tries}`, from('192.0.2.1'))).status).toBe(401);
      }
      const refused = await browser.signIn(client.key, from('192.0.2.1'));
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
      expect((await browser.signIn(client.key, from('192.0.2.2'))).status).toBe(200);
    });
    await at(behind, start + 60_000, async () => {
      expect((await browser.signIn(client.key, from('192.0.2.1'))).status).toBe(200);
    });
  });

  test('count together for a network of IPv6, however its addresses are written', async () => {
    const behind = await startHarness({ directly: true, proxies: 1 });
    const browser = newBrowser(behind);
    await at(behind, Date.now(), async () => {
      const tried = async (ip: string) => (await browser.signIn('guess', { 'x-forwarded-for': ip })).status;
      for (let tries = 0; tries < 20; tries++)
        expect(await tried(`2001:db8::${tries.toString(16)}:1:2:3`)).toBe(401);
      expect(await tried('2001:db8:0:0::9')).toBe(429);
      expect(await tried('2001:db8:0:1::9')).toBe(401);
    });
  });
});

test('a session ends at sign-out from an address that its key does not allow', async () => {
  const behind = await startHarness({ directly: true, proxies: 1 });
  const client = await behind.newInstance();
  const { secret } = (
    await client.post('api-keys', { name: 'Office', scopes: ['reader'], allowed_ips: ['192.0.2.0/24'] })
  ).body;
  const [office, train] = [{ 'x-forwarded-for': '192.0.2.7' }, { 'x-forwarded-for': '198.51.100.7' }];
  const browser = newBrowser(behind);
  expect((await browser.signIn(secret, office)).status).toBe(200);
  const held = [...browser.cookies];
  expect((await browser.send('GET', 'session', undefined, train)).status).toBe(403);
  expect((await browser.send('DELETE', 'session', undefined, train)).status).toBe(204);
  expect(browser.cookies.size).toBe(0);
  for (const [name, value] of held) browser.cookies.set(name, value);
  expect((await browser.send('GET', 'session', undefined, office)).status).toBe(401);
});

describe.skipIf(!isBuilt)(`the page${needsBuild}`, () => {
  test('is the same below every path, names its base, and holds no key and no absolute address', async () => {
    const home = await harness.app.request('/dashboard');
    const deep = await harness.app.request('/dashboard/provider-configs/pcf_x?after=y');
    const text = await home.text();
    expect(await deep.text()).toBe(text);
    expect(text).toContain('<base href="/berth/dashboard/">');
    expect(text).not.toMatch(/(?:src|href)="(?:\/(?!berth\/dashboard\/)|https?:)/);
    expect(home.headers.get('cache-control')).toBe('no-store');
    expect(home.headers.get('referrer-policy')).toBe('no-referrer');
    expect(home.headers.get('x-content-type-options')).toBe('nosniff');
    const policy = home.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
  });

  test('has files for ever, compressed where the browser takes that', async () => {
    const page = await (await harness.app.request('/dashboard')).text();
    const [, name = ''] = /src="\.\/assets\/([^"]+\.js)"/.exec(page) ?? [];
    const get = (coding: string) =>
      harness.app.request(`/dashboard/assets/${name}`, { headers: { 'accept-encoding': coding } });
    for (const [asked, sent] of [
      ['gzip, deflate, br', 'br'],
      ['gzip', 'gzip'],
      ['br;q=0, gzip;q=0.5', 'gzip'],
      ['identity', null],
    ] as const) {
      const response = await get(asked);
      expect([asked, response.status, response.headers.get('content-encoding')]).toEqual([asked, 200, sent]);
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    }
  });

  test.each([
    '../index.html',
    '..%2findex.html',
    '%2e%2e/manifest.json',
    '../../package.json',
    '..\\..\\package.json',
    '/etc/passwd',
    'none.js',
    '',
  ])('has no other file: %s', async (name) => {
    const response = await harness.app.request(`/dashboard/assets/${name}`);
    const text = await response.text();
    const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
    // `..` leads to a view, or out of the dashboard to the API, which wants a key.
    expect(isPage || [401, 404].includes(response.status)).toBe(true);
    expect(text).not.toMatch(/"devDependencies"|root:x:0|"isEntry"/);
  });
});

describe('reports about the policy', () => {
  const report = (body: string, headers: Record<string, string> = {}) =>
    harness.app.request('/dashboard/csp-report', {
      method: 'POST',
      headers: {
        'content-type': 'application/csp-report',
        'content-length': String(body.length),
        ...headers,
      },
      body,
    });

  test('are logged without what they quote', async () => {
    const quoted = 'https://evil.example/path?token=secret-token-1';
    const body = {
      'csp-report': {
        'effective-directive': 'script-src-elem',
        'blocked-uri': quoted,
        'script-sample': 'secret-token-1',
      },
    };
    expect((await report(JSON.stringify(body))).status).toBe(204);
    const line = harness.logged.find((one) => one.includes('policy breach')) ?? '';
    expect(JSON.parse(line)).toMatchObject({ directive: 'script-src-elem', blocked: 'evil.example' });
    expect(harness.logged.join('\n')).not.toContain('secret-token-1');
  });

  test('are bounded in size and number, and may be anything', async () => {
    expect((await report('x'.repeat(20_000))).status).toBe(413);
    for (const text of ['', 'null', '[]', '{"csp-report":1}', '{'])
      expect((await report(text)).status).toBe(400);
    const hostile = { 'effective-directive': { toString: 1 }, 'blocked-uri': [[], { toString: 1 }] };
    expect((await report(JSON.stringify({ 'csp-report': hostile }))).status).toBe(204);
    const all = await Promise.all(Array.from({ length: 70 }, () => report('{"csp-report":{}}')));
    expect(all.some(({ status }) => status === 429)).toBe(true);
    expect((await harness.app.request('/dashboard/csp-report')).status).toBe(405);
  });
});
