import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { askSecret } from './ask-secret.ts';
import { Interrupted } from './io.ts';

/** Creates the streams of a terminal. Typed text arrives as it is, and each change of the raw mode is recorded. */
function terminal() {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), {
    setRawMode: (mode: boolean) => {
      modes.push(mode);
    },
  });
  const output = new PassThrough();
  // These streams claim to be terminals.
  const answer = askSecret(input as never, output as never, 'Key: ');
  return { input, output, modes, answer };
}

test('typed text is not shown, can be corrected, and ends with its line', async () => {
  const { input, output, modes, answer } = terminal();
  input.write('secret-ke');
  input.write('x\u007fy\r');
  expect(await answer).toBe('secret-key');
  expect(String(output.read())).toBe('Key: \n');
  expect(modes).toEqual([true, false]);
});

test('Ctrl-C interrupts, and restores the terminal', async () => {
  const { input, modes, answer } = terminal();
  input.write('sec\u0003');
  await expect(answer).rejects.toBeInstanceOf(Interrupted);
  expect(modes).toEqual([true, false]);
});
