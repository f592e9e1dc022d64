import { Type } from '@sinclair/typebox';
import { bodySchema } from '../../openapi/body-schema.ts';

const text = Type.String();
const schemaText = Type.String({ description: 'A JSON Schema, as text.' });

const provider = { id: text, name: text, description: text, version: text };
export const ProviderView = Type.Object(provider, { $id: 'Provider' });
export const ProviderDetailView = Type.Object(
  { ...provider, configSchema: schemaText },
  { $id: 'ProviderDetail' },
);

const executor = { id: text, name: text, category: text, version: text, providerId: text };
export const ExecutorView = Type.Object(executor, { $id: 'Executor' });
export const ExecutorDetailView = Type.Object({ ...executor, schema: schemaText }, { $id: 'ExecutorDetail' });

const trigger = { id: text, name: text, version: text };
export const TriggerView = Type.Object(trigger, { $id: 'Trigger' });
export const TriggerDetailView = Type.Object({ ...trigger, schema: schemaText }, { $id: 'TriggerDetail' });

const template = { id: text, name: text, description: text, version: text, category: text };
export const TemplateView = Type.Object(template, { $id: 'Template' });
export const TemplateDetailView = Type.Object(
  { ...template, paramSchema: schemaText },
  { $id: 'TemplateDetail' },
);

export const ValidView = Type.Object({ valid: Type.Literal(true) }, { $id: 'Valid' });

/** An optional object. Absent and null mean an empty one. */
const given = Type.Optional(Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()]));
export const ValidateExecutor = bodySchema('ValidateExecutor', Type.Object({ config: given }), []);
export const ValidateTemplate = bodySchema('ValidateTemplate', Type.Object({ params: given }), []);
