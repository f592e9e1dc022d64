import { expect, test } from 'vitest';
import { commandErrors } from '../../apps/api/src/reference/command-errors.ts';
import { commandErrorsModule } from './command-errors.ts';

test('the errors of the command in the catalogue are those of the command: run `pnpm errors` otherwise', () => {
  const [, text = ''] = /readonly ErrorRow\[\] = (.*);\n$/s.exec(commandErrorsModule()) ?? [];
  expect(commandErrors).toEqual(JSON.parse(text));
});
