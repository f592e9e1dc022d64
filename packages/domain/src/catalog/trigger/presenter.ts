import { wrapSchema } from '../../fields.ts';
import { timesOf } from '../../stamps.ts';
import type { TriggerView } from './schema.ts';
import type { triggers } from './table.ts';

export function presentTrigger(row: typeof triggers.$inferSelect): TriggerView {
  return {
    object: 'provider.capabilities.trigger',
    id: row.id,
    key: row.key,
    name: row.name,
    description: row.description,
    input_schema: wrapSchema(row.input_schema),
    output_schema: wrapSchema(row.output_schema),
    invocation: row.invocation,
    provider_id: row.provider_id,
    provider_specification_id: row.specification_id,
    ...timesOf(row),
  };
}
