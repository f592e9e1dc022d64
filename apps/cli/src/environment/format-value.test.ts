import type { ProviderConfigValue } from '@berth/client';
import { expect, test } from 'vitest';
import { parseDocuments } from '../commands/input.ts';
import { formatValue } from './format-value.ts';

const yamlOf = (value: object) =>
  formatValue(
    { value, hidden: [] } as unknown as ProviderConfigValue /* of which it reads these two */,
    'yaml',
    { prefix: '', maps: [] },
  );

/** Texts that a reader of YAML 1.1, such as PyYAML or go-yaml, takes for something else without quotes. */
const OTHERWISE = [
  ...['yes', 'No', 'on', 'OFF', 'y', 'n', '1_000', '22:22', '2026-01-01', '2026-01-01T00:00:00Z'],
  ...['0o17', '1__0', '0x_1', '.5_0', '-1:20'],
  ...['0b101', '0123', '0x1f', '1e3', '.inf', '~', 'null', 'true', '<<', '=', '1.10', '+1', '190:20:30.15'],
];

test('YAML has quotes around text that YAML 1.1 reads otherwise, as a value and as a name', async () => {
  for (const text of OTHERWISE) {
    const lines = await yamlOf({ a: text, [text]: 'x' });
    expect(lines).toContain(`a: "${text}"\n`);
    expect(lines).toContain(`"${text}": x\n`);
    expect(parseDocuments(lines, 'f')).toEqual([{ a: text, [text]: 'x' }]);
  }
  for (const [text, shown] of [
    ['a\u2028b', 'a\\u2028b'],
    ['a\u0085', 'a\\u0085'],
    ['a\tb', 'a\\tb'],
  ] as const)
    expect(await yamlOf({ a: text })).toBe(`a: "${shown}"\n`);
  expect(await yamlOf({ a: 'plain', b: 1.5, c: true, d: null, e: [] })).toBe(
    'a: plain\nb: 1.5\nc: true\nd: null\ne: []\n',
  );
});
