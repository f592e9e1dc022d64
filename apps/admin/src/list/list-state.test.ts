import { resources } from '@berth/client/resources';
import { describe, expect, test } from 'vitest';
import { parseSearch, writeSearch } from '../app/search.ts';
import { columnsOf, titleOfMember } from './columns.ts';
import { chipsOf } from './filters.ts';
import { changed, optionsOf, readState, writeState } from './list-state.ts';

const configs = resources.find(({ path }) => path === 'provider-configs');
if (!configs) throw new Error('There are no configs.');

const stateOf = (search: string) => readState(configs, parseSearch(search));

describe('the state of a list', () => {
  test.each([
    '',
    '?search=a+b',
    '?status=archived',
    '?status=active&status=archived&invalid=true',
    '?created_at%5Bgte%5D=2026-01-01T00%3A00%3A00.000Z&order=asc&limit=50',
    '?columns=name%2Cstatus&after=pcf_1',
    '?before=pcf_1',
  ])('is the same after it was written to a URL: %s', (search) => {
    expect(writeSearch(writeState(stateOf(search)))).toBe(search);
  });

  test('leaves out what no filter and no page has', () => {
    expect(writeState(stateOf('?evil=1&limit=7&order=up&status='))).toEqual({});
    expect(stateOf('?after=a&before=b')).toMatchObject({ after: 'a', before: null });
  });

  test('begins with the first page when it selects other rows, and stays on its page otherwise', () => {
    const state = stateOf('?after=pcf_1');
    expect(changed(state, { search: 'x' }).after).toBeNull();
    expect(changed(state, { order: 'asc' }).after).toBeNull();
    expect(changed(state, { columns: ['name'] }).after).toBe('pcf_1');
  });

  test('becomes the options of the list operation', () => {
    const search =
      '?search=x&status=active&enabled=true&created_at%5Bgte%5D=2026-01-01&created_at%5Blt%5D=2026-02-01&before=pcf_1';
    expect(optionsOf(configs, stateOf(search))).toEqual({
      limit: 20,
      order: 'desc',
      search: 'x',
      status: ['active'],
      enabled: 'true',
      created_at: { gte: '2026-01-01', lt: '2026-02-01' },
      before: 'pcf_1',
    });
  });

  test('shows its filters in words', () => {
    const labels = chipsOf(stateOf('?status=active&invalid=true&created_at%5Blt%5D=2026-01-01')).map(
      ({ label }) => label,
    );
    expect(labels).toEqual(['Status: active', 'Invalid: Yes', 'Created earlier than: 2026-01-01']);
  });
});

describe('the columns', () => {
  test.each(resources.map((resource) => [resource.path, resource] as const))(
    'of %s are members of its rows, each once, and the first one names the row',
    (_, resource) => {
      const columns = columnsOf(resource);
      const members = resource.members.map(({ name }) => name);
      expect(columns.length).toBeGreaterThan(1);
      expect(new Set(columns).size).toBe(columns.length);
      expect(columns.filter((name) => !members.includes(name))).toEqual([]);
    },
  );

  test('are named in words', () => {
    expect(['id', 'provider_id', 'is_default', 'created_at', 'from_vault'].map(titleOfMember)).toEqual([
      'Id',
      'Provider',
      'Default',
      'Created',
      'From vault',
    ]);
  });
});
