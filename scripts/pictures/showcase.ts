import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const CATALOG = join(import.meta.dirname, '../../packages/domain/catalog');

/** The ids of the rows that the pictures show. */
export interface Shown {
  config: string;
  follower: string;
  vault: string;
  deployment: string;
}

/** A row that the API answered. */
type Row = { id: string } & Record<string, string>;
type Ask = (path: string, body: object, method?: string) => Promise<Row>;

const asker =
  (url: string, key: string): Ask =>
  async (path, body, method = 'POST') => {
    const response = await fetch(`${url}/${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return (await response.json()) as Row;
  };

/** The providers of the installation, each with the names of its deployment and config. */
const USED = [
  ['stripe', 'Payments', 'payments'],
  ['github', 'Source code', 'source-code'],
  ['slack', 'Alerts to chat', 'alerts'],
  ['datadog', 'Metrics', 'metrics'],
  ['openai', 'Support assistant', 'support-assistant'],
  ['sendgrid', 'Order mails', 'order-mails'],
  ['anthropic', 'Contract reader', 'contract-reader'],
  ['postgresql', 'Orders database', 'orders-database'],
] as const;

const secret = { type: 'string', writeOnly: true };
const CARRIER = {
  type: 'object',
  title: 'Parcel carrier',
  additionalProperties: false,
  required: ['address', 'account'],
  properties: {
    address: {
      type: 'string',
      format: 'uri',
      title: 'Address',
      description: 'The root of the API.',
      'x-destination': true,
    },
    account: { type: 'string', title: 'Account', description: 'The number of the contract.' },
    token: { ...secret, title: 'Token' },
    insurance: { type: 'boolean', title: 'Insure parcels', default: false },
  },
};
const NEXT = {
  ...CARRIER,
  required: ['address', 'account', 'depot'],
  properties: { ...CARRIER.properties, depot: { type: 'string', title: 'Depot' } },
};

const exampleOf = (slug: string): object =>
  JSON.parse(readFileSync(join(CATALOG, `${slug}.json`), 'utf8')).examples.valid;

/** Fills an empty installation with rows that have a history, and something that needs attention. */
export async function fillShowcase(url: string, key: string): Promise<Shown> {
  const ask = asker(url, key);
  const response = await fetch(`${url}/instance`, { headers: { authorization: `Bearer ${key}` } });
  const { id } = (await response.json()) as Row;
  await ask(`instances/${id}`, { name: 'Acme' }, 'PATCH');
  const configs = new Map<string, string>();
  for (const [slug, name, handle] of USED) {
    const deployment = await ask('provider-deployments', { provider_id: slug, name });
    const body = {
      provider_id: slug,
      provider_deployment_id: deployment.id,
      name,
      handle,
      value: exampleOf(slug),
    };
    configs.set(slug, (await ask('provider-configs', body)).id);
  }
  // The invented token is refused, or the provider cannot be reached: either is a failed test
  await ask(`provider-configs/${configs.get('slack')}/test`, {});
  const vault = await ask('provider-config-vaults', {
    provider_id: 'openai',
    name: 'Company account',
    value: { api_key: 'sk-company-000000000000', organization_id: 'org-acme', max_retries: 2 },
  });
  const followers: Row[] = [];
  for (const [name, handle] of [
    ['Search answers', 'search-answers'],
    ['Product texts', 'product-texts'],
  ]) {
    const body = { provider_id: 'openai', provider_config_vault_id: vault.id, name, handle };
    followers.push(await ask('provider-configs', body));
  }
  const follower = followers[0]?.id ?? '';
  await ask(`provider-configs/${follower}`, { value: { default_model: 'gpt-4.1' } }, 'PATCH');
  const at = `provider-config-vaults/${vault.id}`;
  await ask(at, { value: { timeout_seconds: 60 } }, 'PATCH');
  await ask(at, { value: { api_key: 'sk-company-111111111111', max_retries: 4 } }, 'PATCH');

  const carrier = await ask('providers', {
    slug: 'parcel-carrier',
    name: 'Parcel carrier',
    description: 'Labels and tracking of the regional carrier.',
    version: { version: '1.4.0', config_schema: CARRIER },
  });
  const { id: first } = carrier.current_version as unknown as Row;
  const deployment = await ask('provider-deployments', {
    provider_id: carrier.id,
    name: 'Shipping',
    locked_provider_version_id: first,
  });
  for (const [name, account] of [
    ['Shipping north', '10-4477'],
    ['Shipping south', '10-4478'],
  ]) {
    await ask('provider-configs', {
      provider_id: carrier.id,
      provider_deployment_id: deployment.id,
      name,
      value: { address: 'https://api.carrier.example', account, token: 'carrier-token-000000' },
    });
  }
  await ask('provider-versions', { provider_id: carrier.id, version: '2.0.0', config_schema: NEXT });
  return {
    config: configs.get('postgresql') ?? '',
    follower,
    vault: vault.id,
    deployment: deployment.id,
  };
}
