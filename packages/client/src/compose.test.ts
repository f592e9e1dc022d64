import { describe, expect, test } from 'vitest';
import { compose } from './compose.ts';
import { operations } from './generated/operations.ts';

const call = (id: string, ...args: unknown[]) => {
  const operation = operations.find((candidate) => candidate.id === id);
  if (!operation) throw new Error(`There is no operation ${id}`);
  return compose(operation, args, () => 'new-key');
};

describe('the query', () => {
  test('encodes one value or many, times and windows, as the server reads them', () => {
    const { target } = call('providerConfigs.list', {
      status: 'active',
      provider_id: ['openai', 'a&b'],
      created_at: { gt: new Date('2026-01-15T09:30:00Z'), lt: undefined },
      limit: 5,
      search: undefined,
    });
    expect(decodeURIComponent(target)).toBe(
      'provider-configs?status=active&provider_id=openai&provider_id=a&b&created_at[gt]=2026-01-15T09:30:00.000Z&limit=5',
    );
    expect(target).toContain('a%26b');
  });

  test('is refused when an option would be lost', () => {
    expect(() => call('providerConfigs.list', { id: [] })).toThrow('id is a list without values');
    expect(() => call('providerConfigs.list', { stauts: 'active' })).toThrow('has no option stauts');
  });
});

describe('the path', () => {
  test('has each id in one segment', () => {
    expect(call('providerConfigs.get', 'a/b?c').target).toBe('provider-configs/a%2Fb%3Fc');
    expect(call('providerConfigs.revisions.restore', 'pcf_1', 3).target).toBe(
      'provider-configs/pcf_1/revisions/3/restore',
    );
  });

  test.each(['', '.', '..', undefined, null])('does not take %j for an id', (id) => {
    expect(() => call('providerConfigs.get', id)).toThrow('needs the id of a row');
  });
});

describe('a request is repeatable', () => {
  test('when it reads, posts with a key, or changes a named version', () => {
    expect(call('providerConfigs.get', 'x').repeatable).toBe(true);
    const created = call('providers.create', { name: 'A' });
    expect([created.repeatable, created.headers['Idempotency-Key']]).toEqual([true, 'new-key']);
    expect(call('providers.create', {}, { idempotencyKey: 'mine' }).headers['Idempotency-Key']).toBe('mine');
    expect(call('providers.update', 'x', {}, { ifMatch: '"1-a"' }).repeatable).toBe(true);
  });

  test('unless it makes another change, or posts what the server does not keep', () => {
    expect(call('providers.update', 'x', {}).repeatable).toBe(false);
    expect(call('providers.archive', 'x').repeatable).toBe(false);
    expect(call('providerConfigs.resolve', 'x', { reason: 'test' }).repeatable).toBe(false);
  });
});

test('options are sent in the query or the headers, as the document says', () => {
  const { target, headers } = call('providerConfigs.create', {}, { dryRun: true, ifNew: true });
  expect(target).toBe('provider-configs?dry_run=true');
  expect(headers['If-None-Match']).toBe('*');
  expect(call('providerConfigs.create', {}, { ifNew: false }).headers['If-None-Match']).toBeUndefined();
});

test('a body is sent for every operation that takes one, even an empty one', () => {
  expect(call('providerConfigs.enable', 'x', { dryRun: true })).toMatchObject({
    body: '{}',
    target: 'provider-configs/x/enable?dry_run=true',
  });
  expect(call('providerConfigs.get', 'x').body).toBeNull();
});
