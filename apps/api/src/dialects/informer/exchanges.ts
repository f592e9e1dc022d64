import { newId } from '@berth/kernel';
import type { Exchanges, Stage } from '../../face/exchanges.ts';
import { createRecorder } from '../../face/recorder.ts';

/** Yields the exchanges of a provider and its models from their creation to their end, in an instance of its own. */
export async function* exchanges(stage: Stage): AsyncGenerator<Exchanges> {
  const { found, must } = createRecorder(await stage.newInstance());
  const make = async (id: string, path: string, body: object, of?: Record<string, string>) =>
    (await must(id, 'POST', path, { body, ...(of ? { path: of } : {}) })) as { id: string };
  await must('root.get', 'GET', 'api');
  await must('relations.get', 'GET', 'api/rels/model', { path: { id: 'model' } });
  await must('providerTypes.list', 'GET', 'api/provider-types');

  const { id } = await make('providers.create', 'api/providers', {
    name: 'Custom OpenAI',
    type: 'openai',
    credential: { type: 'api_key', apiKey: 'example-key' },
  });
  const provider = `api/providers/${id}`;
  const path = { id };
  await must('providers.list', 'GET', 'api/providers');
  await must('providers.get', 'GET', provider, { path });
  await must('providers.update', 'PUT', provider, {
    path,
    body: { credential: { type: 'api_key', apiKey: 'another-example-key' } },
  });

  const large = {
    model: 'gpt-4-turbo',
    name: 'GPT-4 Turbo',
    slug: `gpt-4-turbo-${newId('model', new Date()).slice('mdl_'.length)}`,
    chat: true,
    tier: 'advanced',
  };
  await make(
    'providers.models.create',
    `${provider}/models`,
    { ...large, promptPpm: 10, completionPpm: 30 },
    path,
  );
  await must('providers.models.list', 'GET', `${provider}/models`, { path });
  await must('models.list', 'GET', 'api/models');
  const small = {
    providerId: id,
    model: 'gpt-4-mini',
    name: 'GPT-4 Mini',
    slug: `gpt-4-mini-${newId('model', new Date()).slice('mdl_'.length)}`,
    chat: true,
    tier: 'everyday',
  };
  const made = await make('models.create', 'api/models', small);
  const model = `api/models/${made.id}`;
  const one = { path: { id: made.id } };
  await must('models.get', 'GET', model, one);
  await must('models.update', 'PUT', model, { ...one, body: { contextWindow: 128_000, score: 80 } });
  await must('models.delete', 'DELETE', model, one);
  await must('providers.delete', 'DELETE', provider, { path });
  yield found;
}
