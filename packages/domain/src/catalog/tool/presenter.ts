import { wrapSchema } from '../../fields.ts';
import { timesOf } from '../../stamps.ts';
import type { ToolView } from './schema.ts';
import type { tools } from './table.ts';

export function presentTool(row: typeof tools.$inferSelect): ToolView {
  return {
    object: 'provider.tool',
    id: row.id,
    key: row.key,
    name: row.name,
    description: row.description,
    capabilities: {},
    constraints: [],
    instructions: [],
    input_schema: wrapSchema(row.input_schema),
    output_schema: wrapSchema(row.output_schema),
    tags: row.tags,
    specification_id: row.specification_id,
    provider_id: row.provider_id,
    ...timesOf(row),
  };
}
