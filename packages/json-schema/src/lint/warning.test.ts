import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

import { WARNING_CODES } from './warning.ts';

it('every code of a warning is explained in docs/metorial.md, and no other', () => {
  const page = readFileSync(new URL('../../../../docs/metorial.md', import.meta.url), 'utf8');
  const [, section = ''] = page.split('### Warnings of a specification');
  const rows = section.split('\n## ')[0]?.matchAll(/^\| `([a-z_]+)` /gm) ?? [];
  expect([...rows].map(([, code]) => code).sort()).toEqual([...WARNING_CODES]);
});
