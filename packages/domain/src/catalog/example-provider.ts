import { newId } from '@berth/kernel';
import type { ExampleApi } from '@berth/resource';

/** Builds a provider that asks for a host and a token, with one tool, one auth method and one trigger. */
export function providerBody() {
  const suffix = newId('provider', new Date()).slice('pro_'.length);
  return {
    slug: `acme-${suffix}`,
    name: `Acme ${suffix}`,
    description: 'Sends parcels.',
    version: {
      version: '1.0.0',
      config_schema: {
        type: 'object',
        required: ['host'],
        additionalProperties: false,
        properties: {
          host: { type: 'string', format: 'hostname' },
          token: { type: 'string', writeOnly: true },
        },
      },
      tools: [{ key: 'send_parcel', name: 'Send parcel', tags: { destructive: false } }],
      auth_methods: [{ key: 'token', type: 'token', name: 'Token' }],
      triggers: [
        {
          key: 'parcel_arrived',
          name: 'Parcel arrived',
          invocation: { type: 'webhook', auto_registration: { status: 'supported' } },
        },
      ],
    },
  };
}

/** A value for a config of that provider. */
export const providerValue = { host: 'api.acme.test', token: 'acme-token-000' };

interface Specification {
  id: string;
  provider_id: string;
  tools: { id: string }[];
  auth_methods: { id: string }[];
}

/** Gets the specification of a provider's current version. */
async function specificationOf(
  get: ExampleApi['get'],
  provider: Awaited<ReturnType<ExampleApi['create']>>,
): Promise<Specification> {
  const { specification_id } = provider.current_version as { specification_id: string };
  // An example knows the form of the answer, which `get` leaves open
  return (await get(`provider-specifications/${specification_id}`)) as unknown as Specification;
}

/** Creates such a provider and gets its specification from the API. */
export async function createSpecification({ create, get }: ExampleApi): Promise<Specification> {
  const provider = await create('providers', providerBody());
  return specificationOf(get, provider);
}

/** Creates a provider with one auth method of type oauth, and gets its specification from the API. */
export async function createOAuthProvider({ create, get }: ExampleApi): Promise<Specification> {
  const body = providerBody();
  const oauth = {
    authorization_url: 'https://acme.test/oauth/authorize',
    token_url: 'https://acme.test/oauth/token',
    revocation_url: 'https://acme.test/oauth/revoke',
  };
  const method = { key: 'oauth', type: 'oauth', name: 'OAuth', scopes: ['parcels:read'], oauth };
  const provider = await create('providers', {
    ...body,
    version: { ...body.version, auth_methods: [method] },
  });
  return specificationOf(get, provider);
}

/** A provider of the shipped catalogue, for the examples that the API reference shows. */
export const SHIPPED = 'openai';

/** A value for a config of the shipped provider. */
export const shippedValue = { api_key: 'example-key' };

/** Gets the current version of the shipped provider. */
export const shippedVersion = async (get: ExampleApi['get']) =>
  (await get(`providers/${SHIPPED}`)).current_version as { id: string; specification_id: string };

/** Gets the id of the first tool or auth method of the shipped provider. */
export async function shippedPart(get: ExampleApi['get'], path: string): Promise<string> {
  const { items } = await get(`${path}?provider_version_id=${(await shippedVersion(get)).id}&limit=1`);
  return (items as { id: string }[])[0]?.id ?? '';
}

/** Builds the smallest provider of one's own. */
export function ownProvider() {
  const suffix = newId('provider', new Date()).slice('pro_'.length);
  const config_schema = {
    type: 'object',
    required: ['host'],
    properties: { host: { type: 'string' }, token: { type: 'string', writeOnly: true } },
  };
  return { slug: `acme-${suffix}`, name: 'Acme', version: { version: '1.0.0', config_schema } };
}

/** A listing, as an example gets it. */
interface Listed {
  id: string;
  name: string;
  categories: { id: string }[];
  collections: { id: string }[];
}

/** Creates a provider and lists it in a category and a collection of its own. */
export async function listedExample({ create, update }: ExampleApi): Promise<Listed> {
  const { id, slug, name } = await create('providers', providerBody());
  const shelf = { slug: String(slug), name: `Shelf of ${name}`, description: 'Made by a test.' };
  const listing = await update(`provider-listings/${id}`, { categories: [shelf], collections: [shelf] });
  // An example knows the form of the answer, which `update` leaves open
  return listing as unknown as Listed;
}
