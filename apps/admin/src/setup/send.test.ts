import { expect, test } from 'vitest';
import { answerIn } from './send.ts';

test('the answers of Berth are read, and no others', () => {
  const refusal = { notice: null, problems: [{ path: ['config', 'host'], message: 'Must be a text.' }] };
  expect(answerIn(JSON.stringify(refusal))).toEqual(refusal);
  expect(answerIn('{"location":"/setup/done"}')).toEqual({ location: '/setup/done' });
  for (const text of [
    '',
    '{"message":"bad gateway"',
    'null',
    '[]',
    '{"message":"too many requests"}',
    '{"location":1}',
    '{"problems":[1]}',
    '{"problems":[{"path":"/a","message":"b"}]}',
    '{"notice":{},"problems":[]}',
  ]) {
    expect(answerIn(text), text).toBeNull();
  }
});
