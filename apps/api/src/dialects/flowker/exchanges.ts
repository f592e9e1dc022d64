import { newId } from '@berth/kernel';
import type { Exchanges, Stage } from '../../face/exchanges.ts';
import { createRecorder } from '../../face/recorder.ts';

const CONFIGS = 'v1/provider-configurations';
const CATALOG = 'v1/catalog';
const AUDIT = 'v1/audit-events';
/** This face reads the key from a header of its own. */
const KEY = '-H "X-API-Key: $BERTH_KEY" ';

const CONFIG = { base_url: 'https://tracer.example.com/api', api_key: 'tracer-key-000000000001' };
const EXECUTOR = 'tracer.validate-transaction';
const TEMPLATE = 'tracer-midaz-validation';

/**
 * Yields the exchanges of one configuration from its creation to its end, in an instance of its own, then of the
 * catalogue and the audit trail.
 */
export async function* exchanges(stage: Stage): AsyncGenerator<Exchanges> {
  const speaker = await stage.newInstance();
  const { found, must, send } = createRecorder(speaker, KEY);
  const configs = (verb: string) => `providerConfigurations.${verb}`;
  const body = {
    name: `Tracer Production ${newId('providerConfig', new Date()).slice('pcf_'.length)}`,
    description: 'Checks transactions.',
    providerId: 'tracer',
    config: CONFIG,
    metadata: { team: 'payments' },
  };
  const { id } = (await must(configs('create'), 'POST', CONFIGS, { body })) as { id: string };
  const item = `${CONFIGS}/${id}`;
  const path = { id };
  await must(configs('list'), 'GET', CONFIGS);
  await must(configs('get'), 'GET', item, { path });
  const description = 'Checks transactions before they are written.';
  await must(configs('update'), 'PATCH', item, { path, body: { description } });
  await must(configs('disable'), 'POST', `${item}/disable`, { path });
  await must(configs('enable'), 'POST', `${item}/enable`, { path, after: configs('disable') });

  const template = { path: { id: TEMPLATE } };
  await must('catalog.templates.list', 'GET', `${CATALOG}/templates`);
  await must('catalog.templates.get', 'GET', `${CATALOG}/templates/${TEMPLATE}`, template);
  const params = { workflowName: 'Cards', tracerProviderConfigId: id, midazProviderConfigId: id };
  const validated = { ...template, body: { params } };
  await must('catalog.templates.validate', 'POST', `${CATALOG}/templates/${TEMPLATE}/validate`, validated);

  const { items } = (await send('GET', `${AUDIT}?sortOrder=ASC&limit=1`)) as {
    items: { eventId: string }[];
  };
  const event = { path: { id: items[0]?.eventId ?? '' } };
  await must('auditEvents.list', 'GET', `${AUDIT}?eventType=PROVIDER_CONFIG_CREATED`);
  await must('auditEvents.get', 'GET', `${AUDIT}/${event.path.id}`, event);
  await must('auditEvents.verify', 'GET', `${AUDIT}/${event.path.id}/verify`, event);

  // The stage's provider answers wherever this runs.
  await speaker.send('PATCH', item, { config: { ...CONFIG, base_url: stage.provider } });
  await must(configs('test'), 'POST', `${item}/test`, { path });
  await must(configs('delete'), 'DELETE', item, { path });
  yield found;
  yield await catalog(stage);
}

async function catalog(stage: Stage): Promise<Exchanges> {
  const { found, must, show } = createRecorder(await stage.newInstance(), KEY);
  const provider = { path: { id: 'tracer' } };
  await must('catalog.providers.get', 'GET', `${CATALOG}/providers/tracer`, provider);
  await must('catalog.providers.executors', 'GET', `${CATALOG}/providers/tracer/executors`, provider);
  const executor = { path: { id: EXECUTOR } };
  await must('catalog.executors.get', 'GET', `${CATALOG}/executors/${EXECUTOR}`, executor);
  const config = {
    requestId: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    transactionType: 'PIX',
    amount: '10.50',
    currency: 'BRL',
    transactionTimestamp: '2026-01-15T09:30:00Z',
    account: { accountId: '3f2504e0-4f89-41d3-9a0c-0305e82c3302', type: 'checking', status: 'active' },
  };
  const validated = { ...executor, body: { config } };
  await must('catalog.executors.validate', 'POST', `${CATALOG}/executors/${EXECUTOR}/validate`, validated);
  await must('catalog.triggers.list', 'GET', `${CATALOG}/triggers`);
  await must('catalog.triggers.get', 'GET', `${CATALOG}/triggers/webhook`, { path: { id: 'webhook' } });
  for (const kind of ['providers', 'executors']) {
    const all = (await must(`catalog.${kind}.list`, 'GET', `${CATALOG}/${kind}`)) as unknown[];
    // Two items are enough for an example.
    found[`catalog.${kind}.list`] = { ...show('GET', `${CATALOG}/${kind}`), answer: all.slice(0, 2) };
  }
  return found;
}
