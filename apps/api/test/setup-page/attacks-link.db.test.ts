import { describe, expect, test } from 'vitest';
import { attackedInstance, BACK, FRAME, filled, TOKEN } from '../support/attack-kit.ts';
import { startHarness } from '../support/harness.ts';
import { dump, expectPlaces, formsOf } from '../support/rules-kit.ts';
import {
  cleanOf,
  type Fields,
  hiddenOf,
  makeSession,
  makeSetupProvider,
  newBrowser,
  ORIGIN,
  openLink,
  type Page,
} from '../support/setup-kit.ts';

const harness = await startHarness();
const attacked = attackedInstance(harness);
const { begun, session, statusOf, pageSettings, expectRefused, expectUsable } = attacked;

describe('a link', () => {
  test('opens nothing again once its session is complete, neither by itself nor by its cookie', async () => {
    const { made, browser, form, at } = await begun();
    const cookies = new Map(browser.cookies);
    await browser.send(at, filled(form));
    await expectRefused(await newBrowser(harness).get(made.url), 410, made, 'completed');
    for (const [name, value] of cookies) browser.cookies.set(name, value);
    await expectRefused(await browser.get(at), 410, made, 'completed');
    await expectRefused(await browser.send(at, filled(form, 'token-1111')), 410, made, 'completed');
  });

  test('makes one credential when its form is sent twenty times at once', async () => {
    const { browser, form, at } = await begun();
    const sent = await Promise.all(Array.from({ length: 20 }, () => browser.send(at, filled(form))));
    expect(sent.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(sent.filter(({ status }) => status >= 500)).toEqual([]);
  });

  test('expires after 30 minutes, for the link, the page and the form', async () => {
    const { made, browser, form, at } = await begun();
    harness.setClock(new Date(Date.now() + 30 * 60_000));
    try {
      for (const page of [
        await newBrowser(harness).get(made.url),
        await browser.get(at),
        await browser.send(at, filled(form)),
      ]) {
        expect([page.status, page.text.includes('has expired')]).toEqual([410, true]);
      }
      expect(await statusOf(made)).toBe('expired');
      const { body } = await attacked.client.get('provider-setup-sessions?status=expired&limit=100');
      expect(body.items.map(({ id }: { id: string }) => id)).toContain(made.id);
    } finally {
      harness.setClock(null);
    }
  });

  test('is dead once its session is archived', async () => {
    const { made, browser, form, at } = await begun();
    await attacked.client.delete(`provider-setup-sessions/${made.id}`);
    await expectRefused(await newBrowser(harness).get(made.url), 410, made, 'archived');
    await expectRefused(await browser.send(at, filled(form)), 410, made, 'archived');
  });

  test('is dead once its instance is archived', async () => {
    const other = await harness.newInstance();
    const { id } = await makeSetupProvider(other);
    const { browser, form, at } = await openLink(
      harness,
      await makeSession(other, { provider_id: id, type: 'auth_only' }),
    );
    await harness.bootstrap.delete(`instances/${other.instanceId}?force=true`);
    expect((await browser.send(at, filled(form))).status).toBe(404);
  });

  test.each([
    ['none', ''],
    ['another one', '?client_secret=pas_secret_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['an empty one', '?client_secret='],
    ['a long one', `?client_secret=${'a'.repeat(5_000)}`],
    ['one with a dot and a line', '?client_secret=a.b%0d%0aSet-Cookie:x=1'],
    ['one with NUL', '?client_secret=%00'],
  ])('opens nothing with a wrong secret: %s', async (_name, query) => {
    const made = await session();
    const browser = newBrowser(harness);
    const page = await browser.get(cleanOf(made.url) + query);
    await expectRefused(page, query === '' ? 403 : 404, made);
    expect(browser.cookies.size).toBe(0);
  });

  test('opens nothing under the id of another session or another instance', async () => {
    const [one, two] = [await session(), await session()];
    const query = new URL(one.url).search;
    await expectRefused(await newBrowser(harness).get(cleanOf(two.url) + query), 404, two);
    const other = await harness.newInstance();
    const elsewhere = one.url.replace(attacked.client.instanceId, other.instanceId);
    await expectRefused(await newBrowser(harness).get(elsewhere), 404, one);
  });

  test('leaves no trace of its secret in the database, the trail, the log and later answers', async () => {
    const made = await session();
    const secret = new URL(made.url).searchParams.get('client_secret') ?? '';
    expect(secret).toMatch(/^pas_secret_[\w-]{43}$/);
    const { browser, form, at } = await openLink(harness, made);
    await browser.send(at, filled(form));
    const stored = await dump(harness);
    for (const text of [...formsOf(secret), ...formsOf(TOKEN)]) expect(stored).not.toContain(text);
    expect(harness.logged.join('\n')).not.toContain(secret);
    const later = [
      await attacked.client.get(`provider-setup-sessions/${made.id}`),
      await attacked.client.get('provider-setup-sessions?limit=100'),
      await attacked.client.get('audit-events?limit=100'),
    ];
    for (const { body } of later) expect(JSON.stringify(body)).not.toContain('pas_secret_');
  });

  test('is shown once: a repeated request gets the session without the secret', async () => {
    const body = { provider_id: attacked.provider.id, type: 'auth_only' };
    const key = { 'idempotency-key': 'setup-once' };
    const first = await attacked.client.request('POST', 'provider-setup-sessions', body, key);
    const again = await attacked.client.request('POST', 'provider-setup-sessions', body, key);
    expect(again.body).toEqual({ ...first.body, url: cleanOf(first.body.url) });
    expect(first.headers.get('cache-control')).toBe('no-store');
  });

  test('is left by the address at once: the secret moves into a cookie that no script reads', async () => {
    const { moved, at } = await begun();
    expect([moved.status, moved.text, new URL(moved.headers.get('location') ?? '', ORIGIN).href]).toEqual([
      303,
      '',
      at,
    ]);
    const cookie = moved.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(
      /^berth_setup_pas_\w+=[\w.-]+; Path=\/setup; Max-Age=5[34]\d\d; HttpOnly; SameSite=Lax$/,
    );
  });

  test('under https the cookie is Secure, and in a frame of another site it is kept apart for that site', async () => {
    harness.settings.publicUrl = 'https://berth.example.com';
    try {
      const made = await session();
      expect(made.url).toMatch(/^https:\/\/berth\.example\.com\/setup\//);
      const path = made.url.replace('https://berth.example.com', '');
      const top = await newBrowser(harness).get(path);
      expect(top.headers.get('set-cookie')).toMatch(/SameSite=Lax; Secure$/);
      const frame = { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'cross-site' };
      const framed = await newBrowser(harness).get(path, frame);
      expect(framed.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=None; Partitioned; Secure$/);
    } finally {
      harness.settings.publicUrl = ORIGIN;
    }
  });
});

describe('the redirect', () => {
  test.each([
    ['another host', 'https://evil.example/done'],
    ['a host behind the allowed one', 'https://app.example.com.evil.example/done'],
    ['the allowed one as a user', 'https://app.example.com@evil.example/done'],
    ['a deeper path', 'https://app.example.com/done/more'],
    ['a query', 'https://app.example.com/done?next=https://evil.example'],
    ['a fragment', 'https://app.example.com/done#@evil.example'],
    ['another scheme', 'http://app.example.com/done'],
    ['a script', 'javascript:alert(1)//https://app.example.com/done'],
    ['data', 'data:text/html,<script>alert(1)</script>'],
    ['no scheme', '//evil.example/done'],
    ['backslashes', 'https:\\\\evil.example/done'],
    ['another port', 'https://app.example.com:444/done'],
    ['the usual port', 'https://app.example.com:443/done'],
    ['capitals', 'https://APP.example.com/done'],
    ['dots in the path', 'https://app.example.com/x/../done'],
    ['a line end', 'https://app.example.com/done\r\nSet-Cookie: a=b'],
    ['spaces around', ' https://app.example.com/done '],
    ['a path of ours', '/setup/done'],
  ])('is refused at the creation: %s', async (_name, redirect_url) => {
    const body = { provider_id: attacked.provider.id, type: 'auth_only', redirect_url };
    expectPlaces(await attacked.client.post('provider-setup-sessions', body), ['redirect_url']);
  });

  test('goes nowhere for an address that has left the list since', async () => {
    const { browser, form, at } = await begun();
    await pageSettings({ allowed_redirects: [], allowed_origins: [FRAME] });
    try {
      const sent = await browser.send(at, filled(form));
      expect([sent.status, sent.headers.get('location')]).toEqual([303, '/setup/done']);
    } finally {
      await pageSettings({ allowed_redirects: [BACK], allowed_origins: [FRAME] });
    }
  });

  test('is never taken from the form or the address', async () => {
    const { browser, form, at } = await begun();
    const evil = { redirect_url: 'https://evil.example', next: 'https://evil.example' };
    const sent = await browser.send(`${at}?redirect_url=https://evil.example`, { ...filled(form), ...evil });
    expect(sent.headers.get('location')).toBe(BACK);
  });

  test.each([
    ['allowed_redirects', ['javascript:alert(1)']],
    ['allowed_redirects', ['https://a@evil.example/']],
    ['allowed_redirects', ['https://evil.example\\@app.example.com/']],
    ['allowed_redirects', ['/done']],
    ['allowed_redirects', ['https://app.example.com/#x']],
    ['allowed_origins', ['*']],
    ['allowed_origins', ['https://*.example.com']],
    ['allowed_origins', ["https://app.example.com; script-src 'unsafe-inline'"]],
    ['allowed_origins', ['https://app.example.com/']],
    ['allowed_origins', ['null']],
    ['color', '#fff;}body{display:none'],
  ])('settings of the page that loosen it are refused: %s %j', async (name, value) => {
    const place = Array.isArray(value) ? `setup_page/${name}/0` : `setup_page/${name}`;
    expectPlaces(await pageSettings({ [name]: value }), [place]);
  });
});

describe('another page', () => {
  const refusals: [string, (form: Page) => [Fields, Record<string, string>]][] = [
    ['of another origin', (form) => [filled(form), { origin: 'https://evil.example' }]],
    ['of another port', (form) => [filled(form), { origin: `${ORIGIN}:81` }]],
    [
      'of another site, by the metadata of the request',
      (form) => [filled(form), { 'sec-fetch-site': 'cross-site' }],
    ],
    ['of the same site', (form) => [filled(form), { 'sec-fetch-site': 'same-site' }]],
    [
      'without an origin and without the token',
      (form) => [{ ...filled(form), _token: '' }, { origin: 'null' }],
    ],
    ['with a wrong token', (form) => [{ ...filled(form), _token: 'A'.repeat(43) }, {}]],
    ['with the origin of the API and no token', () => [{ 'auth/token': TOKEN }, { origin: ORIGIN }]],
  ];

  test.each(refusals)('cannot send the form: %s', async (_name, forged) => {
    const { made, browser, form, at } = await begun();
    const [fields, headers] = forged(form);
    await expectRefused(await browser.send(at, fields, headers), 403, made);
    await expectUsable({ browser, form, at });
  });

  test('cannot send the form with the token of another session', async () => {
    const [one, two] = [await begun(), await begun()];
    for (const [name, value] of one.browser.cookies) two.browser.cookies.set(name, value);
    const forged = { ...filled(two.form), _token: hiddenOf(one.form)._token ?? '' };
    await expectRefused(await two.browser.send(two.at, forged), 403, two.made);
  });

  test.each(['text/plain', 'application/json', 'multipart/form-data; boundary=x', ''])(
    'cannot send a body of another type: %s',
    async (type) => {
      const { made, browser, form, at } = await begun();
      const body = new URLSearchParams(filled(form) as Record<string, string>).toString();
      const headers = { 'content-type': type };
      await expectRefused(await browser.request(at, { method: 'POST', body, headers }), 415, made);
    },
  );

  test('cannot frame the page, unless its origin is on the list of the instance', async () => {
    const { form, moved } = await begun();
    const policy = form.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`frame-ancestors ${FRAME}`);
    expect(form.headers.get('x-frame-options')).toBeNull();
    expect(moved.headers.get('content-security-policy')).toContain(`frame-ancestors ${FRAME}`);
    await pageSettings({ allowed_redirects: [BACK] });
    const closed = await begun();
    await pageSettings({ allowed_redirects: [BACK], allowed_origins: [FRAME] });
    for (const page of [closed.form, closed.moved, await newBrowser(harness).get('/setup/done')]) {
      expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(page.headers.get('x-frame-options')).toBe('DENY');
    }
  });

  test('learns no address: every answer has no referrer, is not stored and not sniffed', async () => {
    const { made, moved, form, browser, at } = await begun();
    const refused = await browser.send(at, filled(form, 'short'));
    const sent = await browser.send(at, filled(form));
    const gone = await newBrowser(harness).get(made.url);
    for (const { headers } of [moved, form, refused, sent, gone, await browser.get('/setup/x')]) {
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    }
  });

  test('loads nothing into the page: the policy names no other origin, nothing inline and nothing evaluated', async () => {
    const { form } = await begun();
    const policy = form.headers.get('content-security-policy') ?? '';
    expect(policy).not.toMatch(/unsafe|\*|data:|blob:/);
    expect(policy.match(/https?:\/\/[^ ;]+/g)).toEqual(['https://app.example.com', FRAME]);
    expect(form.text).not.toMatch(
      /<script(?![^>]* src="\/setup\/assets\/)|<style| style=| on[a-z]+=|https?:/i,
    );
  });
});
