/** A workflow template. `providerParams` names the parameters that take a configuration, with the provider of each. */
export const tracerMidazValidation = {
  id: 'tracer-midaz-validation',
  name: 'Tracer Validation + Midaz Transaction',
  description: 'Has Tracer check a transaction and, if it is allowed, writes it to Midaz.',
  version: 'v1',
  category: 'Compliance',
  providerParams: { tracerProviderConfigId: 'tracer', midazProviderConfigId: 'midaz' } as Record<
    string,
    string
  >,
  paramSchema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['workflowName', 'tracerProviderConfigId', 'midazProviderConfigId'],
    properties: {
      workflowName: { type: 'string', description: 'Name of the workflow.', minLength: 1, maxLength: 100 },
      workflowDescription: { type: 'string', description: 'Text.', maxLength: 500 },
      tracerProviderConfigId: { type: 'string', description: 'Tracer configuration.', format: 'uuid' },
      midazProviderConfigId: { type: 'string', description: 'Midaz configuration.', format: 'uuid' },
      webhookPath: {
        type: 'string',
        description: 'Path of the webhook.',
        default: '/validate-and-transact',
      },
      webhookMethod: { type: 'string', description: 'HTTP method.', enum: ['POST'], default: 'POST' },
    } as Record<string, Record<string, unknown>>,
  },
};
