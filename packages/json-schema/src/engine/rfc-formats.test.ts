import { describe, expect, it } from 'vitest';

import { checkValue, compileSchema } from '../index.ts';

const fits = (format: string) => {
  const compiled = compileSchema({ format });
  return (value: string) => checkValue(compiled, value).length === 0;
};

describe('a format', () => {
  it.each([
    [
      'date-time',
      ['2026-01-31T23:59:59Z', '2026-01-31t23:59:59.5z', '2026-01-31T00:00:00+05:30', '2016-12-31T23:59:60Z'],
      [
        '2026-01-31 23:59:59Z',
        '2026-01-31T23:59:59',
        '2026-01-31T23:59:59+0530',
        '2026-01-31T23:59:59+05',
        '2026-02-30T00:00:00Z',
        '2026-01-31T24:00:00Z',
        '2026-01-31T12:00:60Z',
        '2026-01-31',
        '',
      ],
    ],
    ['time', ['23:59:59Z', '08:30:06.283185+00:20'], ['08:30:06', '08:30:06+0020', '24:00:00Z', '']],
    [
      'uuid',
      ['2EB8AA08-AA98-11EA-B4AA-73B441D16380'],
      ['urn:uuid:2eb8aa08-aa98-11ea-b4aa-73b441d16380', '2eb8aa08aa9811eab4aa73b441d16380', ''],
    ],
    [
      'email',
      [
        'a@localhost',
        'a.b+c@example.com',
        '"joe bloggs"@example.com',
        '"a@b"@c',
        'a@[127.0.0.1]',
        'a@[IPv6:::1]',
      ],
      [
        'a',
        '@b',
        'a@',
        'a..b@c',
        '.a@c',
        'a b@c',
        'a@-c',
        'a@b..c',
        'a@[127.0.0.300]',
        'a@[x]',
        `${'a'.repeat(65)}@b`,
        `a@${'b'.repeat(64)}`,
        'ü@b',
        '',
      ],
    ],
  ])('%s follows its RFC', (format, accepted, refused) => {
    const test = fits(format);
    expect(accepted.filter((text) => !test(text))).toEqual([]);
    expect(refused.filter(test)).toEqual([]);
  });
});
