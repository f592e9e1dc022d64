import { expect, test } from 'vitest';
import { changesOf, UnreadText } from './changes.ts';
import { copiesOf } from './copy-as.ts';

test('a request is copied for curl, the client and the command, and holds no key', () => {
  expect(copiesOf('providerConfigVaults.get', 'pcvt_1', 'https://berth.example/base')).toEqual({
    curl: 'curl -H "Authorization: Bearer $BERTH_KEY" https://berth.example/base/provider-config-vaults/pcvt_1',
    typescript: 'const row = await berth.providerConfigVaults.get("pcvt_1");',
    cli: 'berth provider-config-vaults get pcvt_1',
  });
  expect(copiesOf('nothing.get', 'a', '')).toBeNull();
});

test('an edit sends the members that differ, an empty one as null', () => {
  const row = { id: 'a', object: 'b', name: 'One', description: 'Two', metadata: { team: 'x' } };
  const texts = { name: 'One', description: ' ', metadata: '{"team":"y"}' };
  expect(changesOf(row, texts)).toEqual({ description: null, metadata: { team: 'y' } });
  for (const metadata of ['{', '[]', '1', '{"big": 12345678901234567890}', '{"a": 1, "a": 2}'])
    expect(() => changesOf(row, { metadata })).toThrow(UnreadText);
});
