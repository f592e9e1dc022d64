import { newId } from '@berth/kernel';
import type { Example } from '@berth/resource';

/** A provider that asks for a host and a token, with one tool and one way to authenticate. */
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

export const providerValue = { host: 'api.acme.test', token: 'acme-token-000' };

export const providerExample: Example = async ({ create }) => (await create('providers', providerBody())).id;
