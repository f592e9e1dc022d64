import halfred from 'halfred';
import { Client as Ketting, type Resource as KettingResource } from 'ketting';
import traverson from 'traverson';
import halAdapter from 'traverson-hal';
import { describe, expect, test } from 'vitest';
import { startHarness } from '../../support/harness.ts';
import { listen } from '../../support/official-client.ts';
import { newTenant, OPENAI, withProviders } from './kit.ts';

/*
 * Three published HAL clients from other projects, against a listening server. Each gets one URL and finds the rest by
 * links.
 */

const harness = await startHarness();
const origin = await listen(harness);
const { plain, informer } = await newTenant(harness);
const authorization = `Bearer ${plain.key}`;

const COUNT = 75;
const others = await withProviders(informer, COUNT - 1);
const owner = await informer.create('/providers', { ...OPENAI, name: 'The owner of a model' });
const sorted = [...others, owner].map(({ name }) => name).sort();
await informer.create(`/providers/${owner.id}/models`, { name: 'Only one', model: 'm', chat: true });

describe('ketting', () => {
  const client = new Ketting(`${origin}/api`);
  let requests = 0;
  client.use(async (request, next) => {
    requests += 1;
    request.headers.set('Authorization', authorization);
    return next(request);
  });

  test("walks from /api to a model's provider", async () => {
    const models = await client.go().follow('inf:model', { chat: 'true' });
    const [model] = await models.followAll('inf:model');
    if (!model) throw new Error('There is no model');
    const provider = await model.follow('inf:provider');
    const state = await provider.get();
    expect(state.data).toMatchObject({ id: owner.id, name: owner.name, credential: { configured: true } });
    expect(state.uri).toBe(`${origin}/api/providers/${owner.id}`);
    const [back] = await (await provider.follow('inf:model')).followAll('inf:model');
    expect(back?.uri).toBe(model.uri);
  });

  test('pages through all providers, and has each item without a further request', async () => {
    const names: string[] = [];
    requests = 0;
    let page: KettingResource | null = await client.go().follow('inf:provider', { limit: '20' });
    while (page) {
      const state: Awaited<ReturnType<KettingResource['get']>> = await page.get();
      for (const item of state.followAll('inf:provider')) names.push((await (await item).get()).data.name);
      page = state.links.has('next') ? state.follow('next') : null;
    }
    expect(names).toEqual(sorted);
    // The root is cached, and an embedded item is not fetched.
    expect(requests).toBe(4);
  });
});

describe('traverson with traverson-hal', () => {
  traverson.registerMediaType(halAdapter.mediaType, halAdapter);
  const from = (path: string) =>
    traverson
      .from(`${origin}${path}`)
      .newRequest()
      .jsonHal()
      .withRequestOptions({ headers: { authorization, accept: 'application/hal+json' } });
  // biome-ignore lint/suspicious/noExplicitAny: a document is whatever came
  const resource = (walk: ReturnType<typeof from>): Promise<any> =>
    new Promise((done, fail) => {
      walk.getResource((error, document) => (error ? fail(error) : done(document)));
    });

  test("walks from /api to a model's provider, through a template and an embedded item", async () => {
    const walk = from('/api')
      .withTemplateParameters({ chat: true })
      .follow('inf:model', 'inf:model[0]', 'inf:provider');
    expect(await resource(walk)).toMatchObject({ id: owner.id, name: owner.name });
  });

  test('pages through all providers', async () => {
    const walk = (times: number) =>
      resource(
        from('/api')
          .withTemplateParameters({ limit: 20 })
          .follow('inf:provider', ...Array.from({ length: times }, () => 'next')),
      );
    const names: string[] = [];
    for (let times = 0; ; times++) {
      const document = await walk(times);
      names.push(...document._embedded['inf:provider'].map(({ name }: { name: string }) => name));
      if (!document._links.next) break;
    }
    expect(names).toEqual(sorted);
  });
});

describe('halfred with validation', () => {
  halfred.enableValidation();
  const read = async (path: string) => {
    const response = await fetch(`${origin}${path}`, { headers: { authorization } });
    const resource = halfred.parse(await response.json());
    expect(resource.validation(), path).toEqual([]);
    return resource;
  };
  const expand = (href = '', query = '') => href.replace(/\{\?[^}]*\}$/, query && `?${query}`);

  test("walks from /api to a model's provider, and reports no error on the way", async () => {
    const root = await read('/api');
    expect(root.link('inf:model')?.templated).toBe(true);
    const models = await read(expand(root.link('inf:model')?.href, 'chat=true'));
    const [model] = models.embeddedArray('inf:model') ?? [];
    expect(model?.validation()).toEqual([]);
    const whole = await read(model?.link('self')?.href ?? '');
    const provider = await read(whole.link('inf:provider')?.href ?? '');
    expect(provider).toMatchObject({ id: owner.id, name: owner.name });
    // A relation leads to its documentation.
    const meaning = provider.curie('inf')?.href.replace('{rel}', 'model') ?? '';
    expect((await fetch(`${origin}${meaning}`, { headers: { authorization } })).status).toBe(200);
  });

  test('pages through all providers, forwards and backwards', async () => {
    const names: string[] = [];
    let page = await read('/api/providers?limit=20');
    for (;;) {
      const items = page.embeddedArray('inf:provider') ?? [];
      for (const item of items) expect(item.validation()).toEqual([]);
      names.push(...items.map((item) => String(item.name)));
      const next = page.link('next');
      if (!next) break;
      page = await read(next.href);
    }
    expect(names).toEqual(sorted);
    let back = 0;
    for (let prev = page.link('prev'); prev; prev = (await read(prev.href)).link('prev')) back += 1;
    expect(back).toBe(3);
  });
});
