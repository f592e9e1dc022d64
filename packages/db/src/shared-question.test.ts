import { expect, test } from 'vitest';
import { sharedQuestion } from './shared-question.ts';

test('callers at the same time share an answer to a question that was asked after all of them have called', async () => {
  const asked: ((answer: number) => void)[] = [];
  const question = sharedQuestion(() => new Promise<number>((resolve) => asked.push(resolve)));
  const first = question();
  const [second, third] = [question(), question()];
  expect(asked).toHaveLength(1);
  asked[0]?.(1);
  expect(await first).toBe(1);
  expect(asked).toHaveLength(2);
  const fourth = question();
  asked[1]?.(2);
  expect(await Promise.all([second, third])).toEqual([2, 2]);
  asked[2]?.(3);
  expect(await fourth).toBe(3);
  await Promise.resolve();
  const later = question();
  expect(asked).toHaveLength(4);
  asked[3]?.(4);
  expect(await later).toBe(4);
});

test('a question that fails leaves the next one to be asked', async () => {
  let count = 0;
  const question = sharedQuestion(async () => {
    count += 1;
    if (count === 1) throw new Error('Away');
    return count;
  });
  const first = question();
  const second = question();
  await expect(first).rejects.toThrow('Away');
  expect(await second).toBe(2);
  expect(await question()).toBe(3);
});
