import { expect, test } from 'vitest';
import { serveHttp } from '../test/local-server.ts';
import { AROUND, spellingsOf } from '../test/spellings.ts';
import { reach, standIn } from '../test/stand-in.ts';
import { sendRequest } from './request.ts';
import { withSession } from './session.ts';
import { readTarget } from './target.ts';

const REFUSALS = ['blocked_address', 'blocked_name', 'url_credentials', 'bad_url'];

test.each(['127.0.0.1', '169.254.169.254'])('no spelling of %s is reached', async (address) => {
  const server = await serveHttp((_, response) => response.end());
  const network = standIn({ 'provider.example': ['11.22.33.44'] });
  const { same, within6 } = spellingsOf(address);
  const urls = [...same, ...within6].flatMap((host) => AROUND.map((around) => around(host, server.port)));
  expect(urls.length).toBeGreaterThan(1_000);

  const answers = await withSession(reach(), network, (session) =>
    Promise.all(
      urls.map(async (url) => ({
        url,
        answer: await sendRequest(session, { url, method: 'GET', headers: {}, readBody: false }),
      })),
    ),
  );

  expect(answers.filter(({ answer }) => answer.ok || !REFUSALS.includes(answer.reason))).toEqual([]);
  expect({ dialled: network.dialled, lookups: network.lookups }).toEqual({ dialled: [], lookups: [] });
  expect(server.connections()).toBe(0);
});

test.each(['127.0.0.1', '169.254.169.254'])('the spellings do mean %s', (address) => {
  const { same } = spellingsOf(address);
  expect(same.length).toBeGreaterThan(80);
  const other = same.filter((host) => {
    const read = readTarget(`http://${host}/`, { allowPrivate: false });
    return !read.ok || read.target.host !== address;
  });
  expect(other).toEqual([]);
});
