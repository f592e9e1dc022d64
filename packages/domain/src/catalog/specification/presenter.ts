import { destinationPaths } from '@berth/json-schema';
import { timesOf } from '../../stamps.ts';
import { presentAuthMethod } from '../auth-method/index.ts';
import type { authMethods } from '../auth-method/table.ts';
import type { specifications } from '../tables/specification.ts';
import { presentTool } from '../tool/index.ts';
import type { tools } from '../tool/table.ts';
import type { SpecificationView } from './schema.ts';

export type SpecificationRow = typeof specifications.$inferSelect & {
  tools: (typeof tools.$inferSelect)[];
  auth_methods: (typeof authMethods.$inferSelect)[];
};

export function presentSpecification(row: SpecificationRow): SpecificationView {
  return {
    object: 'provider.specification',
    id: row.id,
    key: row.content_hash,
    name: row.name,
    description: row.description,
    config_schema: row.config_schema,
    config_visibility: row.config_visibility,
    secret_paths: row.secret_paths,
    destination_paths: destinationPaths(row.config_schema, row.destination_paths ?? []),
    tools: row.tools.map(presentTool),
    auth_methods: row.auth_methods.map(presentAuthMethod),
    provider_id: row.provider_id,
    ...timesOf(row),
  };
}
