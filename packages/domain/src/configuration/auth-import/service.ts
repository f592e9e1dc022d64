import { newId } from '@berth/kernel';
import {
  beyondReach,
  type Context,
  findRow,
  operation,
  performStep,
  requireScope,
  verbNamed,
  type Written,
} from '@berth/resource';
import { wrapSchema } from '../../fields.ts';
import { timesOf } from '../../stamps.ts';
import { authConfig as authConfigResource, replaceVerb } from '../auth-config/index.ts';
import { authConfigEntity } from '../auth-config/table.ts';
import { newTransfer } from '../auth-transfer/index.ts';
import { specificationById } from '../target.ts';
import { type CreateAuthImport, ImportSchemaQuery, ImportSchemaView } from './schema.ts';
import { authImports } from './table.ts';
import { importTarget } from './target.ts';

/**
 * Makes an auth config from a value, or replaces the value of one. It takes the right to write auth configs too.
 * @throws DomainError `forbidden`; `gone`; the errors of an auth config.
 */
export async function createAuthImport(ctx: Context, input: CreateAuthImport): Promise<Written> {
  requireScope(ctx, 'provider-auth-configs:write');
  const { authConfig, method } = await importTarget(ctx, input);
  const asked = authConfig
    ? { id: authConfig.id, input: { value: input.value } }
    : {
        input: {
          provider_auth_method_id: method.id,
          provider_deployment_id: input.provider_deployment_id ?? null,
          value: input.value,
        },
      };
  const verb = authConfig ? replaceVerb : verbNamed(authConfigResource, 'create');
  const stored = await performStep(ctx, authConfigResource, verb, asked);
  const imported = await findRow(beyondReach(ctx), authConfigEntity, String(stored.id));
  const id = newId('authImport', ctx.now);
  await ctx.db.insert(authImports).values({ id, ...newTransfer(ctx, input, imported) });
  return { id, reason: input.note.trim() };
}

/** `GET /provider-auth-config-imports/schema`: the schema of the value for an import that names these rows. */
export const importSchema = operation({
  path: 'schema',
  summary: 'Get the schema for the value of an import',
  about:
    'The query names an auth config or an auth method, or a provider or deployment with one auth method. Several of them must belong together.',
  errors: ['bad_request', 'provider_mismatch', 'not_found'],
  audit: null,
  input: ImportSchemaQuery,
  view: ImportSchemaView,
  run: async (ctx, query): Promise<ImportSchemaView> => {
    const { method } = await importTarget(ctx, query);
    const specification = await specificationById(ctx, method.specification_id);
    return {
      object: 'provider.capabilities.auth_config.schema',
      schema: wrapSchema(method.input_schema),
      visibility: 'encrypted',
      auth_method_id: method.id,
      specification_id: specification.id,
      provider_id: method.provider_id,
      ...timesOf(specification),
    };
  },
});
