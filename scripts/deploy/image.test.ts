import { relative } from 'node:path';
import { expect, test } from 'vitest';
import { COPIED } from '../package/layout.ts';
import { read } from './files.ts';

test('the image runs as a user, checks its health, and starts the program of the archive', () => {
  const lines = read('Dockerfile')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const words = lines.map((line) => line.split(' ')[0]);
  expect(new Set(words)).toEqual(
    new Set('FROM ENV WORKDIR COPY RUN USER VOLUME EXPOSE STOPSIGNAL HEALTHCHECK ENTRYPOINT'.split(' ')),
  );
  expect(words.indexOf('USER')).toBeLessThan(words.indexOf('ENTRYPOINT'));
  expect(words.indexOf('USER')).toBeGreaterThan(words.lastIndexOf('RUN'));
  expect(lines).toContain('USER node');
  expect(lines.at(-1)).toBe('ENTRYPOINT ["node", "berth-server.mjs"]');
  expect(lines.find((line) => line.startsWith('FROM'))).toMatch(/^FROM node:24-/);
  expect(lines.find((line) => line.startsWith('HEALTHCHECK'))).toContain('/healthz');
  for (const line of lines.filter((each) => /^(?:ADD|.*(?:KEY|PASSWORD|TOKEN)=)/.test(each)))
    throw new Error(line);
});

test('the image holds no secret and no data of the folder that it is built in', () => {
  expect(read('.dockerignore').split('\n')).toEqual(
    expect.arrayContaining(['**/.env', '**/.berth', 'deploy']),
  );
  // BuildKit alone reads one beside the Dockerfile; every builder reads that of the folder
  expect(COPIED.map(({ from, to }) => [relative(import.meta.dirname, from), to])).toContainEqual([
    '.dockerignore',
    '.dockerignore',
  ]);
});
