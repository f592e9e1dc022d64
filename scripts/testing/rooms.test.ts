import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ON_BOTH, ON_POSTGRES } from './rooms.ts';

const ROOT = join(import.meta.dirname, '../..');
const SUFFIX = '.db.test.ts';
const places = [...Object.keys(ON_BOTH), ...Object.keys(ON_POSTGRES)];

/** Every database test, without its suffix. */
const files = ['apps', 'packages']
  .flatMap((group) => readdirSync(join(ROOT, group)).map((name) => `${group}/${name}`))
  .flatMap((project) => [`${project}/src`, `${project}/test`])
  .concat('scripts')
  .filter((folder) => existsSync(join(ROOT, folder)))
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  )
  .filter((path) => path.endsWith(SUFFIX))
  .map((path) => path.slice(0, -SUFFIX.length));

const holds = (place: string, file: string): boolean =>
  place.endsWith('/') ? file.startsWith(place) : file === place;

test('every database test is in a folder with a stated database', () => {
  expect(files.filter((file) => !places.some((place) => holds(place, file)))).toEqual([]);
});

test('every stated folder or file exists and is stated once', () => {
  expect(places.filter((place) => !files.some((file) => holds(place, file)))).toEqual([]);
  expect(new Set(places).size).toBe(places.length);
});
