import { newId } from '@berth/kernel';
import type { ExampleApi } from '@berth/resource';

/** Builds a provider that asks for a host and a token, with one tool and one auth method. */
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

/** Creates such a provider and gets its specification from the API. */
export async function createSpecification({ create, get }: ExampleApi): Promise<Specification> {
  const provider = await create('providers', providerBody());
  const { specification_id } = provider.current_version as { specification_id: string };
  return (await get(`provider-specifications/${specification_id}`)) as unknown as Specification;
}
