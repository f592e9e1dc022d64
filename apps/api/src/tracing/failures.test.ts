import type { SpanExporter } from '@opentelemetry/sdk-trace';
import { expect, test } from 'vitest';
import type { LogFields } from '../log.ts';
import { failureTraits, notingFailures } from './failures.ts';

type Result = Parameters<Parameters<SpanExporter['export']>[1]>[0];

const MINUTE_MS = 60_000;
const REFUSED = Object.assign(new Error('canary'), { code: 400, data: 'canary' });

/** An exporter that ends each export as the test says, with the lines that are logged of it. */
function exporterOf() {
  const logged: LogFields[] = [];
  const warn = (fields: LogFields) => void logged.push(fields);
  let minute = 0;
  let next: Result = { code: 0 };
  const exporter = notingFailures(
    { export: (_, done) => done(next), shutdown: async () => {} },
    { info: warn, warn, error: warn },
    () => minute * MINUTE_MS,
  );
  const send = (spans: number, at: number, result: Result): Result[] => {
    [minute, next] = [at, result];
    const results: Result[] = [];
    exporter.export(new Array(spans), (each) => results.push(each));
    return results;
  };
  return { logged, send };
}

test('the first failure is logged, then one line in ten minutes with the spans lost since the one before', () => {
  const { logged, send } = exporterOf();
  const failed = { code: 1, error: REFUSED };
  send(4, 0, { code: 0 });
  for (const minute of [1, 2, 10, 11, 20, 21]) expect(send(2, minute, failed)).toEqual([failed]);
  expect(logged).toMatchObject([
    { spans: 2, error: 'Error', status: 400 },
    { spans: 6, error: 'Error', status: 400 },
    { spans: 4, error: 'Error', status: 400 },
  ]);
  expect(JSON.stringify(logged)).not.toContain('canary');
});

test('a failure without an error, and one of a connection, are told by what they have', () => {
  expect(failureTraits(undefined)).toEqual({ error: 'undefined' });
  expect(failureTraits(Object.assign(new Error(), { code: 'ECONNREFUSED' }))).toMatchObject({
    unreachable: 'ECONNREFUSED',
  });
});
