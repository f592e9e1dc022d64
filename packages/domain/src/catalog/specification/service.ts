import { type Queryable, stamp } from '@berth/db';
import { contentHash } from '@berth/json-schema';
import { breathe, invalidData, newId, normalName, type Problem } from '@berth/kernel';
import { and, eq, inArray } from 'drizzle-orm';
import { nameBefore } from '../../fields.ts';
import { normalOAuth } from '../auth-method/index.ts';
import { authMethods } from '../auth-method/table.ts';
import { insertNew } from '../tables/new-rows.ts';
import type { CatalogWriter } from '../tables/owned.ts';
import { specifications } from '../tables/specification.ts';
import { hashOfTools, tools } from '../tool/table.ts';
import { normalInvocation, problemsOfInvocation, type TriggerInput } from '../trigger/index.ts';
import { triggers } from '../trigger/table.ts';
import { withHandedIn } from './handed-in.ts';
import { ineffectiveParts, unusableParts } from './problems.ts';
import type { SpecificationInput, Warning } from './schema.ts';
import { warningsOf } from './warnings.ts';

/**
 * Finds the provider's specification with this content, or creates it. Returns its id, and the warnings of its schemas.
 * `path` leads to the content in the caller's body. Schemas that were handed in become definitions of it.
 * @throws DomainError `invalid_data` for schemas that cannot be used, and for marks and paths without effect. A
 * specification of an earlier release that has such is found, with a warning for each. A provider that `isNew` has
 * none, and content that the writer knows to be checked has no problems and no warnings.
 */
export async function ensureSpecification(
  writer: CatalogWriter,
  provider: { id: string; name: string; isNew?: true },
  input: SpecificationInput,
  path: string[],
): Promise<{ id: string; warnings: Warning[] }> {
  await breathe();
  const handedIn = await withHandedIn(input, path);
  const { input: whole, located } = handedIn;
  const content = normalize(whole);
  const warnings = async (ineffective: readonly Problem[]): Promise<Warning[]> =>
    writer.isChecked ? [] : warningsOf(content, path, ineffective, handedIn);
  const misfits = (whole.triggers ?? []).flatMap(({ invocation }, index) =>
    problemsOfInvocation(invocation, [...path, 'triggers', String(index), 'invocation']),
  );
  const hash = contentHash(content);
  const { db, now } = writer;
  const [known] = provider.isNew
    ? []
    : await db
        .select({ id: specifications.id })
        .from(specifications)
        .where(and(eq(specifications.provider_id, provider.id), eq(specifications.content_hash, hash)));
  const ineffective = writer.isChecked ? [] : await ineffectiveParts(content, path);
  if (known && misfits.length === 0) return { id: known.id, warnings: await warnings(ineffective) };
  const unusable = writer.isChecked ? [] : await unusableParts(content, path);
  const problems = [...unusable, ...misfits, ...ineffective];
  if (problems.length > 0) throw invalidData(problems.map(located));
  const id = newId('specification', now);
  const row = {
    id,
    owner_id: writer.ownerId,
    provider_id: provider.id,
    content_hash: hash,
    name: nameBefore(provider.name, ' specification'),
    config_schema: content.config_schema,
    config_visibility: content.config_visibility,
    secret_paths: content.secret_paths,
    destination_paths: content.destination_paths ?? null,
    ...stamp(now),
  };
  await insertNew(writer, specifications, [row]);
  const shared = { owner_id: writer.ownerId, provider_id: provider.id, specification_id: id, ...stamp(now) };
  const newTools = content.tools.map((tool) => ({ ...tool, ...shared, id: newId('tool', now) }));
  await insertNew(writer, tools, newTools);
  if (newTools.length > 0 && !writer.later) await storeToolHashes(db, [id]);
  const newMethods = content.auth_methods.map(({ scopes, ...method }) => ({
    ...method,
    ...shared,
    id: newId('authMethod', now),
    scopes: scopes?.map((scope) => ({ id: newId('authMethodScope', now), ...scope })) ?? null,
  }));
  await insertNew(writer, authMethods, newMethods);
  const newTriggers = content.triggers?.map((trigger) => ({
    ...trigger,
    ...shared,
    id: newId('trigger', now),
  }));
  await insertNew(writer, triggers, newTriggers ?? []);
  return { id, warnings: await warnings([]) };
}

/** Stores the hashes of the tools of specifications. Those that were inserted later have none yet. */
export async function storeToolHashes(db: Queryable, ids: readonly string[]): Promise<void> {
  await db
    .update(specifications)
    .set({ tools_hash: hashOfTools(specifications.id) })
    .where(inArray(specifications.id, [...ids]));
}

export type SpecificationContent = ReturnType<typeof normalize>;

/**
 * Writes out every default, so that two spellings of the same content are one specification. Content without
 * destination paths or triggers, and a method without endpoints, have no member for them, as in 0.2.0, so that their
 * hash stays the same.
 */
function normalize(input: SpecificationInput) {
  const { destination_paths = [], triggers = [] } = input;
  return {
    ...(destination_paths.length > 0 ? { destination_paths } : {}),
    ...(triggers.length > 0 ? { triggers: triggers.map(normalTrigger) } : {}),
    config_schema: input.config_schema,
    config_visibility: input.config_visibility ?? ('plain' as const),
    secret_paths: input.secret_paths ?? [],
    tools: (input.tools ?? []).map((tool) => ({
      key: normalName(tool.key),
      name: tool.name.trim(),
      description: tool.description ?? null,
      input_schema: tool.input_schema ?? null,
      output_schema: tool.output_schema ?? null,
      tags: tool.tags
        ? { destructive: tool.tags.destructive ?? null, read_only: tool.tags.read_only ?? null }
        : null,
    })),
    auth_methods: (input.auth_methods ?? []).map((method) => ({
      key: normalName(method.key),
      type: method.type,
      name: method.name.trim(),
      description: method.description ?? null,
      input_schema: method.input_schema ?? null,
      output_schema: method.output_schema ?? null,
      ...(method.oauth ? { oauth: normalOAuth(method.oauth) } : {}),
      scopes:
        method.type === 'oauth'
          ? (method.scopes ?? []).map((given) => {
              const scope = typeof given === 'string' ? { scope: given } : given;
              return {
                scope: scope.scope,
                name: scope.name ?? scope.scope,
                description: scope.description ?? null,
              };
            })
          : null,
    })),
  };
}

const normalTrigger = (trigger: TriggerInput) => ({
  key: normalName(trigger.key),
  name: trigger.name.trim(),
  description: trigger.description ?? null,
  input_schema: trigger.input_schema ?? null,
  output_schema: trigger.output_schema ?? null,
  invocation: normalInvocation(trigger.invocation),
});
