import { expect, it } from 'vitest';
import { openForm } from './model.ts';
import type { Choice } from './state/store.ts';

/** Opens a map with a hidden member in whose place the form has content. */
const opened = (choice: Choice | null, content: string) =>
  openForm({
    schema: { type: 'object', additionalProperties: { type: 'string' } },
    shown: { other: 'same' },
    units: [{ path: '/token', secret: true, set: true, from: 'own', changedAt: null, changedBy: null }],
    entered: {
      value: { other: 'same', token: content },
      choices: new Map(choice === null ? [] : [['/token', choice]]),
      picks: new Map(),
    },
  });

it.each([null, 'kept'] as const)('sends no content in the place of what is kept (choice: %s)', (choice) => {
  const model = opened(choice, '');
  expect(model.value()).toEqual({ other: 'same' });
  expect(model.patch()).toEqual({});
  expect(model.kept()).toEqual(['/token']);
});

it('sends the content of what is replaced', () => {
  expect(opened('replaced', 'fresh').patch()).toEqual({ token: 'fresh' });
});

it('takes a null over the content of a vault for that content, and over an override for its end', () => {
  const shown = { vault: 5, own: 7, empty: null };
  const open = (origins: [string, 'own' | 'vault'][] | null) =>
    openForm({
      schema: { type: 'object' },
      shown,
      origins: origins && new Map(origins),
      entered: { value: { vault: null, own: null, empty: null }, choices: new Map(), picks: new Map() },
    });
  const layered = open([
    ['/vault', 'vault'],
    ['/own', 'own'],
    ['/empty', 'vault'],
  ]);
  expect([layered.patch(), layered.setsNull()]).toEqual([{ own: null }, false]);
  expect(open(null).setsNull()).toBe(true);
});
