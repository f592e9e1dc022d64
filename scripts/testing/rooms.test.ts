import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ON_BOTH, ON_POSTGRES } from './rooms.ts';

const ROOT = join(import.meta.dirname, '../..');
const SUFFIX = '.db.test.ts';
const places = [...Object.keys(ON_BOTH), ...Object.keys(ON_POSTGRES)];

/** Every test of a database, without its suffix. */
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

test('every test of a database stands in a room of which is said where it runs', () => {
  expect(files.filter((file) => !places.some((place) => holds(place, file)))).toEqual([]);
});

test('no room is named that is not there, and none twice', () => {
  expect(places.filter((place) => !files.some((file) => holds(place, file)))).toEqual([]);
  expect(new Set(places).size).toBe(places.length);
});
