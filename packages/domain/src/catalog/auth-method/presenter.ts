import { wrapSchema } from '../../fields.ts';
import { timesOf } from '../../stamps.ts';
import type { AuthMethodView } from './schema.ts';
import type { authMethods } from './table.ts';

export type AuthMethodRow = typeof authMethods.$inferSelect;

export function presentAuthMethod(row: AuthMethodRow): AuthMethodView {
  return {
    object: 'provider.capabilities.auth_method',
    id: row.id,
    type: row.type,
    key: row.key,
    name: row.name,
    description: row.description,
    capabilities: {},
    input_schema: wrapSchema(row.input_schema),
    output_schema: wrapSchema(row.output_schema),
    scopes:
      row.scopes?.map((scope) => ({
        object: 'provider.capabilities.auth_method.scope' as const,
        ...scope,
      })) ?? null,
    oauth: row.oauth,
    provider_id: row.provider_id,
    provider_specification_id: row.specification_id,
    ...timesOf(row),
  };
}
