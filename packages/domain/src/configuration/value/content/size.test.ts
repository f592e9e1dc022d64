import { describe, expect, test } from 'vitest';
import { excessIn, VALUE_BUDGET } from './size.ts';

const MIB = 1024 * 1024;

describe('the size of a value', () => {
  test('has a limit for kept secrets, however many writes have brought them', () => {
    const secrets = { a: 'a'.repeat(MIB), b: 'b'.repeat(MIB), c: 'c'.repeat(MIB) };
    const kept = ['/a', '/b', '/c'];
    const { a, b, c } = secrets;
    expect(excessIn({ a, b: 'sent', host: 'h' }, kept.slice(0, 1))).toBeNull();
    expect(excessIn({ a, b }, kept.slice(0, 2))).toBeNull();
    expect(excessIn(secrets, kept)).toMatchObject({ code: 'too_large' });
    expect(excessIn({ a, b, c: 'sent', host: 'h'.repeat(MIB) }, kept.slice(0, 2))?.message).toContain(
      `${VALUE_BUDGET.characters}`,
    );
    expect(excessIn({ c }, [])).toMatchObject({ code: 'too_large' });
  });

  test('leaves room for many short secrets, and the lengths up to 64 count alike', () => {
    const value = { list: Array.from({ length: 20_000 }, (_, i) => `label-${i}`) };
    const kept = value.list.map((_, i) => `/list/${i}`);
    expect(excessIn(value, kept)).toBeNull();
    const longer = { list: value.list.map((label) => label.padEnd(64, 'x')) };
    expect(excessIn(longer, kept)).toBeNull();
  });
});
