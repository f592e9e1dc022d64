import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { network, startOAuthProvider } from '../support/oauth-kit.ts';
import { newBrowser, openLink } from '../support/setup-kit.ts';
import { answerWith, BACK, onwardOf, press, signInInstance } from '../support/sign-in-kit.ts';

const harness = await startHarness({ network });
const server = await startOAuthProvider();
const { begun, session, stateOf, authConfigs, expectNothing } = await signInInstance(harness, server);

type Begun = Awaited<ReturnType<typeof begun>>;

const codeOf = (location: string): string => new URL(location).searchParams.get('code') ?? '';

/** Expects that a sign-in still works, to show that an attack before has not spent it. */
async function expectUsable({ come, url, made }: Begun): Promise<void> {
  const done = await come(await server.agree(url));
  expect([done.status, done.headers.get('location'), await stateOf(made)]).toEqual([303, BACK, 'completed']);
}

/** Runs an attack, and expects that no token was asked for meanwhile. */
async function withoutExchange(run: () => Promise<void>): Promise<void> {
  const before = server.asked.length;
  await run();
  expect(server.asked.length).toBe(before);
}

describe('a state', () => {
  test('works once: the same answer again opens nothing, and asks for no tokens', async () => {
    const mine = await begun();
    const answer = await server.agree(mine.url);
    const cookies = new Map(mine.browser.cookies);
    expect((await mine.come(answer)).status).toBe(303);
    for (const [name, value] of cookies) mine.browser.cookies.set(name, value);
    const made = (await authConfigs()).length;
    await withoutExchange(async () => {
      expect((await mine.come(answer)).status).toBe(410);
      expect((await newBrowser(harness).get(answer)).status).toBe(403);
    });
    expect((await authConfigs()).length).toBe(made);
  });

  test('works once of twenty answers at the same time, which make one auth config', async () => {
    const mine = await begun();
    const answer = await server.agree(mine.url);
    const [made, before] = [(await authConfigs()).length, server.asked.length];
    const headers = {
      cookie: [...mine.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    };
    const pages = await Promise.all(
      Array.from({ length: 20 }, () => newBrowser(harness).get(answer, headers)),
    );
    expect(pages.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(pages.filter(({ status }) => status >= 500)).toEqual([]);
    expect([(await authConfigs()).length - made, server.asked.length - before]).toEqual([1, 1]);
  });

  test('of another session of the same browser brings its code nowhere', async () => {
    const [mine, theirs] = [await begun(), await begun()];
    for (const [name, value] of theirs.browser.cookies) mine.browser.cookies.set(name, value);
    const code = codeOf(await server.agree(theirs.url));
    const swapped = await mine.come(answerWith({ code, state: mine.state }));
    await expectNothing(swapped, 400, mine.made);
    expect(await stateOf(theirs.made)).toBe('pending');
  });

  test('put together from those of two sessions is refused, and both go on', async () => {
    const [mine, theirs] = [await begun(), await begun()];
    const [instance, id] = mine.state.split('.');
    const random = theirs.state.split('.')[2];
    const answer = answerWith({ code: 'c', state: `${instance}.${id}.${random}` });
    await withoutExchange(async () => expectNothing(await mine.come(answer), 403, mine.made));
    await expectUsable(mine);
    await expectUsable(theirs);
  });

  test('is refused from a browser without the cookie of its session', async () => {
    const mine = await begun();
    const answer = await server.agree(mine.url);
    await withoutExchange(async () => expectNothing(await newBrowser(harness).get(answer), 403, mine.made));
    expect((await mine.come(answer)).status).toBe(303);
  });

  test('is refused from a browser that has opened the same link', async () => {
    const link = await session();
    const other = await openLink(harness, link);
    const mine = await begun({}, link);
    const answer = await server.agree(mine.url);
    await withoutExchange(async () => expectNothing(await other.browser.get(answer), 403, link));
    expect((await mine.come(answer)).status).toBe(303);
  });

  test('is refused from a browser with the cookie of another session, also under the name of this one', async () => {
    const [mine, theirs] = [await begun(), await begun()];
    const answer = await server.agree(mine.url);
    const [value = ''] = theirs.browser.cookies.values();
    const [name = ''] = mine.browser.cookies.keys();
    await withoutExchange(async () => {
      await expectNothing(await theirs.come(answer), 403, mine.made);
      theirs.browser.cookies.set(name, value);
      await expectNothing(await theirs.come(answer), 404, mine.made);
    });
    expect((await mine.come(answer)).status).toBe(303);
  });

  test('of an attacker does not connect the account of the attacker for a visitor', async () => {
    const [victim, attacker] = [await begun(), await begun()];
    const answer = await server.agree(attacker.url);
    await withoutExchange(async () => expectNothing(await victim.come(answer), 403, attacker.made));
    await expectUsable(victim);
  });

  const wrong: [string, (mine: Begun) => [string, string][]][] = [
    ['missing', () => []],
    ['empty', () => [['state', '']]],
    [
      'twice',
      ({ state }) => [
        ['state', state],
        ['state', state],
      ],
    ],
    ['of no form', () => [['state', '<script>alert(1)</script>']]],
    ['without its last part', ({ state }) => [['state', state.slice(0, state.lastIndexOf('.'))]]],
    ['with a part more', ({ state }) => [['state', `${state}.x`]]],
    ['with another end', ({ state }) => [['state', `${state.slice(0, -43)}${'A'.repeat(43)}`]]],
    ['in capitals', ({ state }) => [['state', state.toUpperCase()]]],
    ['of no session', ({ state }) => [['state', state.replace(/pas_.{10}/, 'pas_0000000000')]]],
  ];
  test.each(wrong)(
    'is refused before the code and before the error is looked at: %s',
    async (_name, parameters) => {
      const mine = await begun();
      await withoutExchange(async () => {
        for (const [name, value] of [
          ['code', 'stolen'],
          ['error', 'access_denied'],
        ] as const) {
          const page = await mine.come(answerWith([[name, value], ...parameters(mine)]));
          await expectNothing(page, 403, mine.made);
          expect(page.text).not.toMatch(/not allowed to connect|<script>alert/);
        }
      });
      await expectUsable(mine);
    },
  );

  test('works once for an answer with an error too, and the visitor can begin again', async () => {
    const mine = await begun();
    const answer = answerWith({ error: 'access_denied', state: mine.state });
    await withoutExchange(async () => {
      const denied = await mine.come(answer);
      await expectNothing(denied, 400, mine.made);
      expect(denied.text).toContain(`<a href="${new URL(mine.at).pathname}"`);
      await expectNothing(await mine.come(answer), 403, mine.made);
      const late = answerWith({ code: codeOf(await server.agree(mine.url)), state: mine.state });
      await expectNothing(await mine.come(late), 403, mine.made);
    });
    const again = onwardOf(await press(mine));
    expect((await mine.come(await server.agree(again))).status).toBe(303);
  });

  test('is void once another sign-in of its session has begun', async () => {
    const mine = await begun();
    const next = onwardOf(await press(mine));
    const answer = await server.agree(mine.url);
    await withoutExchange(async () => expectNothing(await mine.come(answer), 403, mine.made));
    expect((await mine.come(await server.agree(next))).status).toBe(303);
  });
});

describe('a code', () => {
  test('without the verifier of its own sign-in gets no tokens', async () => {
    const [mine, theirs] = [await begun(), await begun()];
    const stolen = codeOf(await server.agree(theirs.url));
    await expectNothing(await mine.come(answerWith({ code: stolen, state: mine.state })), 400, mine.made);
  });

  test.each([
    ['missing', []],
    [
      'twice',
      [
        ['code', 'a'],
        ['code', 'b'],
      ],
    ],
    [
      'beside an error',
      [
        ['code', 'a'],
        ['error', 'access_denied'],
      ],
    ],
  ] as [string, [string, string][]][])('is not exchanged: %s', async (_name, parameters) => {
    const mine = await begun();
    await withoutExchange(async () => {
      const page = await mine.come(answerWith([...parameters, ['state', mine.state]]));
      await expectNothing(page, 400, mine.made);
    });
  });
});

describe('an answer of another provider', () => {
  const issuer = 'https://issuer.example';

  test.each([
    ['without an issuer', []],
    ['of another issuer', [['iss', 'https://evil.example']]],
    [
      'of two issuers',
      [
        ['iss', issuer],
        ['iss', 'https://evil.example'],
      ],
    ],
    ['of the issuer with a slash', [['iss', `${issuer}/`]]],
  ] as [string, [string, string][]][])(
    'is refused where the method declares one: %s',
    async (_name, parameters) => {
      const strict = await signInInstance(harness, server, { oauth: { issuer } });
      const mine = await strict.begun();
      const code = codeOf(await server.agree(mine.url));
      await withoutExchange(async () => {
        const page = await mine.come(answerWith([['code', code], ['state', mine.state], ...parameters]));
        await strict.expectNothing(page, 400, mine.made);
      });
    },
  );

  test('is refused by its issuer where the method declares none, so that its code goes to no other provider', async () => {
    const mine = await begun();
    const code = codeOf(await server.agree(mine.url));
    await withoutExchange(async () => {
      const page = await mine.come(answerWith({ code, state: mine.state, iss: 'https://other.example' }));
      await expectNothing(page, 400, mine.made);
      expect(page.text).toContain('another provider');
    });
  });

  test('is told from that of the right one, whose issuer has the origin of its pages', async () => {
    const mine = await begun();
    const answer = new URL(await server.agree(mine.url));
    answer.searchParams.set('iss', server.url('/realms/a'));
    expect((await mine.come(answer.href)).status).toBe(303);
  });
});
