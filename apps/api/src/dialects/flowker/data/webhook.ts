/** A trigger that starts a workflow when a request comes in. */
export const webhook = {
  id: 'webhook',
  name: 'Webhook',
  version: 'v1',
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['path', 'method'],
    properties: {
      path: { type: 'string', description: 'Path the webhook listens on.', minLength: 1 },
      method: {
        type: 'string',
        description: 'HTTP method.',
        enum: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      },
      verify_token: {
        type: 'string',
        description: 'Token callers must send.',
        writeOnly: true,
        format: 'password',
      },
    },
    additionalProperties: false,
  },
};
