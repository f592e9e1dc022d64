import { expect, test } from 'vitest';
import { readText } from './read-text.ts';

async function* source(...chunks: (string | number[])[]) {
  for (const chunk of chunks) yield Buffer.from(chunk as string);
}

test('text is read as UTF-8, whatever the bounds of its chunks, without a byte order mark', async () => {
  const euro = [...Buffer.from('€')];
  expect(await readText(source([0xef, 0xbb], [0xbf], 'a', euro.slice(0, 2), euro.slice(2)), 'f')).toBe('a€');
});

test.each([
  ['Latin-1', [...Buffer.from('k\xe9y-\xff', 'latin1')]],
  ['UTF-16', [0xff, 0xfe, 0x6b, 0x00]],
  ['a cut character', [0xe2, 0x82]],
])('%s is refused by the name of the file', async (_name, bytes) => {
  await expect(readText(source(bytes), 'key.txt')).rejects.toThrow('key.txt is not UTF-8.');
});

test('an endless source is read to its bound only', async () => {
  let read = 0;
  async function* endless() {
    for (;;) {
      read += 10;
      yield Buffer.alloc(10);
    }
  }
  await expect(readText(endless(), 'Standard input', 100)).rejects.toThrow(
    'Standard input is longer than the 100 bytes that are read.',
  );
  expect(read).toBe(110);
  expect(await readText(source('x'.repeat(100)), 'f', 100)).toHaveLength(100);
});
