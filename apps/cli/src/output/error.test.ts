import { BerthError } from '@berth/client';
import { expect, test } from 'vitest';
import type { Io } from '../io.ts';
import { printError } from './error.ts';

test('the hint of a refusal names the flags of the command, not the parameters of the API', () => {
  let written = '';
  const stderr = { isTTY: false, write: (text: string) => (written += text) };
  const hint = 'Archive the rows first, or add force=true; dry_run=true changes nothing.';
  const error = new BerthError('conflict', 'In use.', { operation: 'x', status: 409, requestId: null, hint });
  printError(error, { stderr, env: {} } as unknown as Io);
  expect(written).toContain('Hint: Archive the rows first, or add --force; --dry-run changes nothing.');
});
