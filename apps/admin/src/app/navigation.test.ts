import { resources } from '@berth/client/resources';
import { expect, test } from 'vitest';
import { embeddedResource, navigation, resourceOf } from './navigation.ts';

test('the navigation has every resource once', () => {
  const paths = navigation
    .flatMap(({ entries }) => entries.map(({ path }) => path))
    .filter((path) => path !== 'catalog' && path !== 'encryption');
  expect(paths.toSorted()).toEqual(resources.map(({ path }) => path).toSorted());
});

test('the resource of an id is known by its prefix', () => {
  for (const { prefix, path } of resources) {
    expect([prefix, resourceOf(`${prefix}_01k00000000000000000000001`)?.path]).toEqual([prefix, path]);
  }
  expect(resourceOf('xyz_01k00000000000000000000001')).toBeNull();
  expect(resourceOf('pcf_short')).toBeNull();
});

test('the resource of each row that a list embeds is known', () => {
  const names = new Set(resources.flatMap(({ expands }) => expands));
  expect(embeddedResource('config')?.path).toBe('provider-configs');
  expect(names.size).toBeGreaterThan(0);
  expect([...names].filter((name) => embeddedResource(name) === null)).toEqual([]);
});
