import { expect, test } from 'vitest';
import { startHarness } from '../../support/harness.ts';
import { bothFaces, CONFIGS, expectError, TRACER } from './kit.ts';

const harness = await startHarness();

const MISLEADING = ['\u200b', 'a\u202eb', '\u001b[31ma'];
const BODY = { name: 'Tracer', providerId: 'tracer', config: TRACER };

test('a description that would mislead is refused, and one of several lines is not', async () => {
  const { flowker } = await bothFaces(harness);
  const id = await flowker.create({ ...BODY, description: 'One\nof two\tlines' });
  for (const description of MISLEADING) {
    for (const answer of [
      await flowker.post(CONFIGS, { ...BODY, name: 'Other', description }),
      await flowker.patch(`${CONFIGS}/${id}`, { description }),
    ]) {
      expectError(answer, 400, 'FLK-0001');
      expect(Object.keys(answer.body.fields)).toEqual(['description']);
    }
  }
});

test('a configuration with a description of an earlier release can be sent back as shown', async () => {
  const { flowker } = await bothFaces(harness);
  const id = await flowker.create({ ...BODY, description: 'Plain' });
  const at = `${CONFIGS}/${id}`;
  for (const description of MISLEADING) {
    await harness.database.query(
      `update provider_configs set description = '${description}' where handle = 'Tracer' and description is not null`,
    );
    const { body } = await flowker.request('GET', at, undefined, { 'cache-control': 'no-cache' });
    expect(body.description).toBe(description);
    expect(await flowker.patch(at, body)).toMatchObject({ status: 200, body: { description } });
  }
});
