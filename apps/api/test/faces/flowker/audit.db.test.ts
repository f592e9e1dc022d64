import { uuidOf } from '@berth/kernel';
import { describe, expect, test } from 'vitest';
import { startHarness } from '../../support/harness.ts';
import { ABSENT, bothFaces, CONFIGS, expectError, type FlowkerClient, TRACER, UUID } from './kit.ts';

const harness = await startHarness();
const AUDIT = '/v1/audit-events';
const EVIL = `"quoted" \\back\\ 'single' ünï`;

type Event = Record<string, string> & { actor: object; metadata: Record<string, string> };

/** Makes, changes, disables, enables and deletes one configuration, a second apart. */
async function makeTrail() {
  const { root, flowker } = await bothFaces(harness);
  const start = Math.floor(Date.now() / 1000) * 1000;
  const at = (second: number) => harness.setClock(new Date(start + 1000 * second));
  at(1);
  const id = await flowker.create({ name: EVIL, providerId: 'tracer', config: TRACER });
  const url = `${CONFIGS}/${id}`;
  at(2);
  await flowker.patch(url, { description: 'x' });
  at(3);
  await flowker.post(`${url}/disable`);
  at(4);
  await flowker.post(`${url}/enable`);
  at(5);
  await flowker.delete(url);
  harness.setClock(null);
  return { root, flowker, id, moment: (second: number) => new Date(start + 1000 * second).toISOString() };
}

const eventsOf = async (flowker: FlowkerClient, query = ''): Promise<Event[]> => {
  const { status, body } = await flowker.get(`${AUDIT}?${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.items;
};

describe('the list', () => {
  test('has every write, newest first, in the words of the contract', async () => {
    const { root, flowker, id, moment } = await makeTrail();
    const { body } = await flowker.get(AUDIT);
    expect([body.nextCursor, body.hasMore]).toEqual(['', false]);
    const { id: keyId } = (await root.get('api-keys')).body.items[0];
    expect(body.items.map(({ eventType, action, result }: Event) => [eventType, action, result])).toEqual([
      ['PROVIDER_CONFIG_DELETED', 'DELETE', 'SUCCESS'],
      ['PROVIDER_CONFIG_UPDATED', 'ACTIVATE', 'SUCCESS'],
      ['PROVIDER_CONFIG_UPDATED', 'DEACTIVATE', 'SUCCESS'],
      ['PROVIDER_CONFIG_UPDATED', 'UPDATE', 'SUCCESS'],
      ['PROVIDER_CONFIG_CREATED', 'CREATE', 'SUCCESS'],
    ]);
    const first = body.items.at(-1);
    expect(first).toEqual({
      eventId: expect.stringMatching(UUID),
      eventType: 'PROVIDER_CONFIG_CREATED',
      action: 'CREATE',
      result: 'SUCCESS',
      resourceId: id,
      resourceType: 'provider_config',
      actor: { type: 'api_key', id: keyId, ipAddress: '0.0.0.0' },
      context: { requestId: expect.stringMatching(/^req_/) },
      metadata: {
        'provider_config.id': id,
        'provider_config.name': EVIL,
        'provider_config.provider_id': 'tracer',
      },
      timestamp: moment(1),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    for (const event of body.items.slice(0, -1)) {
      expect(event.previousHash).toMatch(/^[0-9a-f]{64}$/);
      expect(event.metadata).toEqual(first.metadata);
    }
    const one = await flowker.get(`${AUDIT}/${first.eventId}`);
    expect([one.status, one.body]).toEqual([200, first]);
  });

  test('is narrowed by every filter, and is empty for a value that nothing here uses', async () => {
    const { flowker, id } = await makeTrail();
    await flowker.create({ name: 'other', providerId: 'tracer', config: TRACER });
    const count = async (query: string) => (await eventsOf(flowker, query)).length;
    expect(await count('')).toBe(6);
    expect(await count(`resourceId=${id}`)).toBe(5);
    expect(await count(`resourceId=${id.toUpperCase()}&action=CREATE`)).toBe(1);
    expect(await count('eventType=PROVIDER_CONFIG_UPDATED')).toBe(3);
    expect(await count('eventType=PROVIDER_CONFIG_UPDATED&action=ACTIVATE')).toBe(1);
    expect(await count('action=DELETE')).toBe(1);
    expect(await count('result=SUCCESS&resourceType=provider_config')).toBe(6);
    for (const query of [
      'result=FAILED',
      'resourceType=workflow',
      'eventType=WORKFLOW_CREATED',
      'action=DRAFT',
      'eventType=PROVIDER_CONFIG_CREATED&action=DELETE',
      `resourceId=${ABSENT}`,
    ]) {
      expect(await count(query), query).toBe(0);
    }
  });

  test('dates bound the window inclusively, to the millisecond and in any offset', async () => {
    const { flowker, moment } = await makeTrail();
    const seconds = async (query: string) =>
      (await eventsOf(flowker, query)).map(({ timestamp }) => timestamp).reverse();
    const [two, four] = [moment(2), moment(4)];
    expect(await seconds(`dateFrom=${two}&dateTo=${four}`)).toEqual([two, moment(3), four]);
    expect(await seconds(`dateFrom=${four}&dateTo=${four}`)).toEqual([four]);
    const later = two.replace('.000Z', '.0005Z');
    expect(await seconds(`dateFrom=${later}&dateTo=${four}`)).toEqual([moment(3), four]);
    expect(await seconds(`dateTo=${later}`)).toEqual([moment(1), two]);
    const all = [moment(1), two, moment(3), four, moment(5)];
    for (const end of [
      '9999-12-31T23:59:59Z',
      '9999-12-31T23:59:59.999%2B00:00',
      '9998-01-01T00:00:00-23:59',
    ]) {
      expect(await seconds(`dateTo=${end}`), end).toEqual(all);
      expect(await seconds(`dateFrom=${end}`), end).toEqual([]);
    }
    for (const start of [
      '0001-01-01T00:00:00Z',
      '0001-01-01T00:00:00-01:00',
      '0001-12-31T23:59:59%2B23:59',
    ]) {
      expect(await seconds(`dateFrom=${start}`), start).toEqual(all);
      expect(await seconds(`dateTo=${start}`), start).toEqual([]);
    }
    const shifted = new Date(Date.parse(four) + 3_600_000).toISOString().replace('.000Z', '%2B01:00');
    expect(await seconds(`dateFrom=${shifted}`)).toEqual([four, moment(5)]);
  });

  test('pages give each event once, both ways', async () => {
    const { flowker } = await makeTrail();
    const whole = await eventsOf(flowker);
    for (const order of ['ASC', 'desc', 'banana']) {
      const expected = order === 'ASC' ? whole.toReversed() : whole;
      for (const limit of [1, 2, 5]) {
        const found: Event[] = [];
        let cursor = '';
        do {
          const query = `limit=${limit}&sortOrder=${order}${cursor ? `&cursor=${cursor}` : ''}`;
          const { body } = await flowker.get(`${AUDIT}?${query}`);
          found.push(...body.items);
          expect(body.hasMore).toBe(body.nextCursor !== '');
          cursor = body.nextCursor;
        } while (cursor !== '');
        expect(found).toEqual(expected);
      }
    }
  });

  test('limit is 20 by default, at most 100, and never less than one', async () => {
    const { flowker } = await bothFaces(harness);
    for (let n = 0; n < 21; n++)
      await flowker.create({ name: `c${n}`, providerId: 'tracer', config: TRACER });
    for (const [limit, count] of [
      ['', 20],
      ['0', 20],
      ['-3', 20],
      ['5', 5],
      ['1000', 21],
    ] as const) {
      expect(await eventsOf(flowker, `limit=${limit}`)).toHaveLength(count);
    }
    const message = 'invalid limit parameter, expected integer';
    expectError(await flowker.get(`${AUDIT}?limit=x`), 400, 'FLK-0304', message);
  });

  test.each([
    ['resourceId=x', 'FLK-0002', 'invalid resource ID'],
    ['eventType=NOTHING', 'FLK-0304', undefined],
    ['action=create', 'FLK-0304', undefined],
    ['result=MAYBE', 'FLK-0304', undefined],
    ['resourceType=x', 'FLK-0304', undefined],
    ['cursor=17', 'FLK-0304', 'invalid cursor parameter'],
    ['dateFrom=2026-01-01', 'FLK-0305', 'invalid dateFrom format, expected RFC3339'],
    ['dateTo=2026-01-01T00:00:00', 'FLK-0305', 'invalid dateTo format, expected RFC3339'],
    ['dateTo=2026-13-01T00:00:00Z', 'FLK-0305', 'invalid dateTo format, expected RFC3339'],
    ['dateFrom=0000-12-31T23:59:59Z', 'FLK-0305', undefined],
    ['dateFrom=0001-01-01T00:59:59%2B01:00', 'FLK-0305', undefined],
    ['dateTo=9999-12-31T23:00:00-01:00', 'FLK-0305', undefined],
    [
      'dateFrom=2026-01-02T00:00:00Z&dateTo=2026-01-01T00:00:00Z',
      'FLK-0308',
      'dateFrom must be before dateTo',
    ],
  ])('%s is refused', async (query, code, message) => {
    const { flowker } = await bothFaces(harness);
    expectError(await flowker.get(`${AUDIT}?${query}`), 400, code, message);
  });

  test('a cursor of other filters is refused', async () => {
    const { flowker } = await makeTrail();
    const { nextCursor } = (await flowker.get(`${AUDIT}?limit=2`)).body;
    expect((await flowker.get(`${AUDIT}?limit=1&cursor=${nextCursor}`)).status).toBe(200);
    for (const query of ['sortOrder=ASC', 'action=UPDATE', `resourceId=${ABSENT}`]) {
      expectError(await flowker.get(`${AUDIT}?${query}&cursor=${nextCursor}`), 400, 'FLK-0304');
    }
  });
});

describe('one event', () => {
  test('that is missing or not of a configuration is FLK-0600; a malformed id is FLK-0002', async () => {
    const { root, flowker } = await makeTrail();
    const other = (await bothFaces(harness)).flowker;
    const [event] = await eventsOf(flowker);
    for (const path of ['', '/verify']) {
      expectError(await flowker.get(`${AUDIT}/${ABSENT}${path}`), 404, 'FLK-0600', 'audit entry not found');
      expectError(await other.get(`${AUDIT}/${event?.eventId}${path}`), 404, 'FLK-0600');
      expectError(await flowker.get(`${AUDIT}/x${path}`), 400, 'FLK-0002', 'invalid audit event ID');
    }
    const [reading] = (await root.get('audit-events?action=audit-events.read')).body.items;
    expectError(await flowker.get(`${AUDIT}/${uuidOf(reading.id)}`), 404, 'FLK-0600');
  });

  test('verify checks the chain up to it, from the first event on', async () => {
    const { flowker } = await makeTrail();
    for (const { eventId } of await eventsOf(flowker)) {
      const { status, body } = await flowker.get(`${AUDIT}/${eventId}/verify`);
      expect([status, body.isValid, body.message]).toEqual([200, true, 'hash chain is valid']);
      expect(body.totalChecked).toBeGreaterThan(0);
      expect('firstInvalidId' in body).toBe(false);
    }
  });

  test('verify names the first event whose content was changed', async () => {
    const { flowker } = await makeTrail();
    const [, , , second, first] = await eventsOf(flowker);
    const { database } = harness;
    await database.query('alter table audit_events disable trigger user');
    const [row] = await database.query(`select id from audit_events where hash = '${second?.hash}'`);
    await database.query(`update audit_events set reason = 'changed' where id = '${row?.id}'`);
    await database.query('alter table audit_events enable trigger user');
    const broken = (await flowker.get(`${AUDIT}/${second?.eventId}/verify`)).body;
    expect(broken).toEqual({
      isValid: false,
      firstInvalidId: second?.eventId,
      totalChecked: expect.any(Number),
      message: `hash chain broken at id ${second?.eventId}`,
    });
    expect((await flowker.get(`${AUDIT}/${first?.eventId}/verify`)).body.isValid).toBe(true);
  });
});
