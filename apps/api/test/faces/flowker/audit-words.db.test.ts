import { registry } from '@berth/domain';
import { type Id, uuidOf } from '@berth/kernel';
import { expect, test } from 'vitest';
import { words } from '../../../src/dialects/flowker/audit-words.ts';
import { startHarness } from '../../support/harness.ts';
import { makeConfig, makeProvider, publish } from '../../support/rules-kit.ts';
import { bothFaces, CONFIGS, type FlowkerClient } from './kit.ts';

const harness = await startHarness();
const AUDIT = '/v1/audit-events';

interface Event {
  eventId: string;
  eventType: string;
  action: string;
  metadata: Record<string, string>;
}

async function eventsOf(flowker: FlowkerClient, id: string): Promise<Event[]> {
  const { items } = (await flowker.get(`${AUDIT}?sortOrder=ASC&resourceId=${id}`)).body;
  for (const event of items) {
    expect((await flowker.get(`${AUDIT}/${event.eventId}`)).body).toEqual(event);
  }
  return items;
}

test('every recorded verb of a config has a word here', () => {
  const config = registry.resources.find(({ entity }) => entity.name === 'provider.config');
  const recorded = config?.verbs.filter(({ audit }) => audit !== null && 'recorded' in audit) ?? [];
  const actions = recorded.map(({ name }) => `provider-configs.${name.slice(name.lastIndexOf('.') + 1)}`);
  expect(actions).toContain('provider-configs.upgrade');
  expect(actions.filter((action) => !Object.hasOwn(words, action))).toEqual([]);
});

test('writes of the root face that change a configuration here have their events', async () => {
  const { root, flowker } = await bothFaces(harness);
  const provider = await makeProvider(root);
  const { id } = await makeConfig(root, provider, { handle: 'Main' });
  const uuid = uuidOf(id as Id);
  const next = await publish(root, provider, '2');
  const at = `provider-configs/${id}`;
  const must = async (path: string, body: object) =>
    expect((await root.post(`${at}/${path}`, body)).status, path).toBe(200);
  await must('upgrade', { provider_version_id: next.id });
  await flowker.delete(`${CONFIGS}/${uuid}`);
  await must('unarchive', {});
  await must('confirm-secrets', {});
  await must('revisions/1/restore', {});
  expect((await flowker.get(`${CONFIGS}/${uuid}`)).status).toBe(200);
  const events = await eventsOf(flowker, uuid);
  expect(events.map(({ eventType, action }) => [eventType, action])).toEqual([
    ['PROVIDER_CONFIG_CREATED', 'CREATE'],
    ['PROVIDER_CONFIG_UPDATED', 'UPDATE'],
    ['PROVIDER_CONFIG_DELETED', 'DELETE'],
    ['PROVIDER_CONFIG_CREATED', 'CREATE'],
    ['PROVIDER_CONFIG_UPDATED', 'UPDATE'],
    ['PROVIDER_CONFIG_UPDATED', 'UPDATE'],
  ]);
  for (const { metadata } of events) {
    expect(metadata).toEqual({
      'provider_config.id': uuid,
      'provider_config.name': 'Main',
      'provider_config.provider_id': provider.slug,
    });
  }
});

test('an event has the name that it gave, or else the present one, of each configuration of the page', async () => {
  const { root, flowker } = await bothFaces(harness);
  const provider = await makeProvider(root);
  const one = uuidOf((await makeConfig(root, provider, { handle: 'one' })).id as Id);
  const { id: second } = await makeConfig(root, provider, { handle: 'two' });
  const two = uuidOf(second as Id);
  await flowker.patch(`${CONFIGS}/${one}`, { description: 'x' });
  await flowker.patch(`${CONFIGS}/${one}`, { name: 'renamed' });
  await flowker.post(`${CONFIGS}/${two}/disable`);
  await root.patch(`provider-configs/${second}`, { handle: null });
  const names = async (id: string) =>
    (await eventsOf(flowker, id)).map(({ metadata }) => metadata['provider_config.name']);
  expect(await names(one)).toEqual(['one', 'renamed', 'renamed']);
  expect(await names(two)).toEqual(['two', undefined, 'two']);
  const { items } = (await flowker.get(AUDIT)).body;
  expect(items.map(({ metadata }: Event) => metadata['provider_config.name'])).toEqual([
    'two',
    undefined,
    'renamed',
    'renamed',
    'two',
    'one',
  ]);
});
