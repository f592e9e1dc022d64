import { BerthError } from '@berth/client';
import { expect, test } from 'vitest';
import type { Io } from '../io.ts';
import { printError, printWait } from './error.ts';

test('the hint of a refusal names the flags of the command, not the parameters of the API', () => {
  let written = '';
  const stderr = { isTTY: false, write: (text: string) => (written += text) };
  const hint = 'Archive the rows first, or add force=true; dry_run=true changes nothing.';
  const error = new BerthError('conflict', 'In use.', { operation: 'x', status: 409, requestId: null, hint });
  printError(error, { stderr, env: {} } as unknown as Io);
  expect(written).toContain('Hint: Archive the rows first, or add --force; --dry-run changes nothing.');
});

test('nothing that a server says moves the cursor', () => {
  let written = '';
  const stderr = { isTTY: false, write: (text: string) => (written += text) };
  const io = { stderr, env: {} } as unknown as Io; // of which an error uses these two
  const evil = '\u001b[2J\u202e';
  const code = evil as BerthError['code'];
  const error = new BerthError(code, evil, { operation: 'x', status: 500, requestId: evil, hint: evil });
  printError(error, io);
  printWait({ error, delay: 1000 } as Parameters<typeof printWait>[0], io);
  expect(written).toContain('\\u001b[2J');
  for (const character of evil.match(/\p{C}/gu) ?? []) expect(written).not.toContain(character);
});
