import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCodes, type Text } from '@berth/kernel';
import { expect, test } from 'vitest';
import { errorSections } from '../../src/error-catalog.ts';
import { faces } from '../../src/faces.ts';
import { httpCodes } from '../../src/http/errors.ts';
import { readAssets } from '../../src/reference/assets.ts';
import { anchorOf, errorsPage } from '../../src/reference/errors.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const FOLDERS = [
  'apps/api/src',
  ...['domain', 'json-schema', 'kernel', 'resource', 'secrets'].map((name) => `packages/${name}/src`),
];

const sources = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => ({
      path: join(folder, name),
      text: readFileSync(join(ROOT, folder, name), 'utf8'),
    })),
);

/** The messages that the catalogue lists. */
const listed = new Set(
  errorSections.flatMap(({ rows }) =>
    rows.flatMap(({ texts, problems = [] }) => [...texts.map(({ message }) => message), ...problems]),
  ),
);

/** The files that make errors of texts: no other file makes one of a text of its own. */
const MAKERS = [
  'packages/kernel/src/texts.ts',
  'packages/resource/src/transaction.ts',
  'apps/api/src/http/errors.ts',
  'apps/api/src/dialects/flowker/errors.ts',
  'apps/api/src/server/start-error.ts',
  'apps/api/src/key.ts',
];

test('every error is made of a text that stands as data', () => {
  const own = sources
    .filter(
      ({ path, text }) => /new (?:Domain|Http|Flowker|Start)Error\(/.test(text) && !MAKERS.includes(path),
    )
    .map(({ path }) => path);
  expect(own).toEqual([]);
});

test('the catalogue lists every text that an error or a problem is made of', async () => {
  const defining = sources.filter(
    ({ path, text }) =>
      /(?:errorTexts|problemTexts|httpTexts|schemaTexts)\(\{/.test(text) &&
      !path.startsWith('packages/kernel/src/texts'),
  );
  expect(defining.length).toBeGreaterThan(20);
  let count = 0;
  for (const { path } of defining) {
    const module: Record<string, unknown> = await import(join(ROOT, path));
    const texts = Object.values(module).flatMap((value) =>
      typeof value === 'object' && value !== null
        ? Object.values(value).flatMap((one): Text[] =>
            typeof one === 'function' && one.text ? [one.text] : [],
          )
        : [],
    );
    expect(texts.length, `${path} exports its texts`).toBeGreaterThan(0);
    for (const { message } of texts) expect(listed.has(message), `${path}: ${message}`).toBe(true);
    count += texts.length;
  }
  expect(count).toBeGreaterThan(150);
});

test('the catalogue has a row for every code that a route of a face can answer', () => {
  for (const face of faces) {
    const rows = new Set(face.errors.flatMap(({ code, status }) => [code, String(status)]));
    const codes = face.routes.flatMap((route) => route.errors.map(String));
    for (const code of codes) {
      const known = face.name === 'informer' ? true : rows.has(code) || code === 'invalid_cursor';
      expect(known, `${face.name} ${code}`).toBe(true);
    }
  }
  const root = new Set(faces.find(({ name }) => name === 'root')?.errors.map(({ code }) => code));
  for (const code of [...errorCodes, ...httpCodes]) {
    if (code !== 'invalid_cursor') expect(root.has(code), code).toBe(true);
  }
});

test('the catalogue has a row for every status that a document of a face names', () => {
  for (const { name, errors } of faces) {
    const document = JSON.parse(readFileSync(join(ROOT, `apps/api/openapi/${name}.json`), 'utf8'));
    const operations = Object.values<Record<string, { responses: object }>>(document.paths).flatMap((item) =>
      Object.values(item),
    );
    const statuses = new Set(
      operations.flatMap(({ responses }) => Object.keys(responses).filter((status) => Number(status) >= 400)),
    );
    for (const status of statuses) {
      expect(
        errors.some((row) => row.status === Number(status)),
        `${name} ${status}`,
      ).toBe(true);
    }
  }
});

test('every row has a meaning, a message and a next step', () => {
  for (const { name, rows } of errorSections) {
    for (const row of rows) {
      const place = `${name} ${row.code}`;
      expect(row.texts.length, place).toBeGreaterThan(0);
      expect(row.meaning, place).toMatch(/\S/);
      expect(row.next, place).toMatch(/\S/);
    }
  }
});

test('each row of the page has an anchor of its own, and a code of the root face its own name', () => {
  const page = errorsPage(readAssets(), errorSections);
  const anchors = errorSections.flatMap(({ name, rows }) => rows.map((row) => anchorOf(name, row)));
  for (const anchor of anchors) expect(page).toContain(`<tr id="${anchor}">`);
  for (const name of faces.map((face) => face.name)) {
    const own = errorSections.find((section) => section.name === name)?.rows ?? [];
    expect(new Set(own.map((row) => anchorOf(name, row))).size, name).toBe(own.length);
  }
  expect(page).toContain('<tr id="not_found">');
});
