import { childPointer, unnamedMembers } from '@berth/json-schema';
import { DomainError, invalidData, invalidMember, textProblem } from '@berth/kernel';
import { type Context, hold, perform, together, verbNamed, withoutPreconditions } from '@berth/resource';
import { and, eq } from 'drizzle-orm';
import { type AiType, aiTypes, typeNamed } from '../../catalog/ai-type.ts';
import { authMethodOf, authMethods } from '../../catalog/auth-method/table.ts';
import { providerVersions } from '../../catalog/tables/provider-version.ts';
import { inForceFor } from '../approved.ts';
import { authConfig, retireVerb } from '../auth-config/index.ts';
import { authConfigs } from '../auth-config/table.ts';
import { deployment } from '../deployment/index.ts';
import { isGuarded } from '../guard.ts';
import { deploymentEntity, type deployments } from '../tables/deployment.ts';
import { aiProviderErrors, aiProviderProblems } from './errors.ts';
import {
  type AiProvider,
  asAbsent,
  credentialsOf,
  getAiProvider,
  liveType,
  requireAiProviderVersion,
} from './read.ts';

/** The credential of a caller: one of the credential types of the AI type, and the value that it takes. */
export interface CredentialInput {
  type: string;
  /** Makes the value. `namedIn` lists the members of an object whose names the schema of the auth method gives. */
  valueFor(namedIn: (fields: Readonly<Record<string, unknown>>) => ReadonlySet<string>): CredentialValue;
}

/** The value of a credential for its auth method, and the caller's name of each of its members, for problems. */
interface CredentialValue {
  value: Record<string, unknown>;
  nameOf(name: string): string;
}

/**
 * Creates a deployment and its auth config in one write.
 * @throws DomainError `invalid_data` with places in the arguments.
 */
export async function createAiProvider(
  ctx: Context,
  { name, type: typeId, credential }: { name: string; type: string; credential: CredentialInput },
): Promise<AiProvider> {
  const type = typeNamed(await aiTypes(ctx), typeId);
  if (!type) throw invalidMember(aiProviderProblems.unknownType(['type']));
  const { id } = await together(ctx, async (inner) => {
    const made = await perform(inner, deployment, verbNamed(deployment, 'create'), {
      input: { provider_id: type.providerId, name },
    });
    await makeCredential(inner, String(made.id), type, credential);
    return made;
  });
  return getAiProvider(ctx, String(id));
}

/**
 * Changes the name, the credential or both. The type may be sent again unchanged. Only the credential of a managed or
 * internal provider can be changed.
 * @throws DomainError `invalid_data` with places in the arguments, `forbidden`, `precondition_failed`,
 * `precondition_required`.
 */
export async function updateAiProvider(
  ctx: Context,
  id: string,
  input: { name?: string | undefined; type?: string | undefined; credential?: CredentialInput | undefined },
): Promise<AiProvider> {
  await together(ctx, async (asked) => {
    const row = await hold(asked, deploymentEntity, id, 'change').catch(asAbsent(asked, id));
    const type = await liveType(asked, id, row);
    await requireAiProviderVersion(asked, row);
    const inner = withoutPreconditions(asked);
    if (input.type !== undefined && input.type !== type.id) {
      throw invalidMember(aiProviderProblems.fixedType(['type']));
    }
    await rename(inner, row, type, input.name?.trim());
    if (input.credential) await rotate(inner, id, type, input.credential);
    return { id };
  });
  return getAiProvider(ctx, id);
}

async function rename(
  ctx: Context,
  row: typeof deployments.$inferSelect,
  type: AiType,
  name: string | undefined,
): Promise<void> {
  if (name === undefined || name === (row.name ?? type.name)) return;
  if (isGuarded(row)) {
    throw aiProviderErrors.onlyCredential();
  }
  // A deployment without a name is legal, and an AI provider would take the name of its type
  const problem = textProblem(name, 'line', { path: ['name'], isNeeded: true });
  if (problem) throw invalidMember(problem);
  await perform(ctx, deployment, verbNamed(deployment, 'update'), { id: row.id, input: { name } });
}

/** Gives a credential of the same type a new value, and replaces one of another type. */
async function rotate(ctx: Context, deploymentId: string, type: AiType, credential: CredentialInput) {
  const known = (await credentialsOf(ctx, [deploymentId])).get(deploymentId);
  if (known?.type === credential.type) {
    const { id } = known;
    const { value, nameOf } = credentialValue(credential, await schemaOf(ctx, id));
    const input = { value_replace: value };
    await inCredential(nameOf, perform(ctx, authConfig, verbNamed(authConfig, 'update'), { id, input }));
    return;
  }
  if (known) await perform(ctx, authConfig, retireVerb, { id: known.id });
  await makeCredential(ctx, deploymentId, type, credential);
}

async function makeCredential(
  ctx: Context,
  deploymentId: string,
  type: AiType,
  credential: CredentialInput,
): Promise<void> {
  const method = await methodOf(ctx, type, credential.type);
  const { value, nameOf } = credentialValue(credential, method.schema);
  const input = { provider_auth_method_id: method.id, provider_deployment_id: deploymentId, value };
  await inCredential(nameOf, perform(ctx, authConfig, verbNamed(authConfig, 'create'), { input }));
}

/** Finds the auth method behind a credential type: the one with the same key in the provider's version in force. */
async function methodOf(ctx: Context, type: AiType, key: string): Promise<{ id: string; schema: unknown }> {
  const [method] = type.credentialTypes.includes(key)
    ? await ctx.db
        .select({ id: authMethods.id, schema: authMethods.input_schema })
        .from(authMethods)
        .innerJoin(providerVersions, eq(providerVersions.specification_id, authMethods.specification_id))
        .where(and(eq(providerVersions.id, inForceFor(ctx, type.providerId)), eq(authMethods.key, key)))
    : [];
  if (method) return method;
  const types = type.credentialTypes.join(', ');
  throw invalidMember(aiProviderProblems.unsupported({ types }, ['credential', 'type']));
}

/** Reads the schema of the auth method of an auth config; null for a method that takes any object. */
async function schemaOf(ctx: Context, authConfigId: string): Promise<unknown> {
  const [row] = await ctx.db
    .select({ schema: authMethods.input_schema })
    .from(authConfigs)
    .innerJoin(authMethods, authMethodOf(authConfigs).on)
    .where(and(eq(authConfigs.instance_id, ctx.instanceId), eq(authConfigs.id, authConfigId)));
  return row?.schema ?? null;
}

const credentialValue = ({ valueFor }: CredentialInput, schema: unknown): CredentialValue =>
  valueFor((fields) => {
    const unnamed = new Set(unnamedMembers(schema, fields));
    return new Set(Object.keys(fields).filter((name) => !unnamed.has(childPointer('', name))));
  });

/** Reports problems of the auth config's value as problems of the credential, in the caller's names. */
async function inCredential<T>(nameOf: CredentialValue['nameOf'], verb: Promise<T>): Promise<T> {
  try {
    return await verb;
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'invalid_data') throw error;
    const problems = error.details.errors ?? [];
    throw invalidData(
      problems.map(({ path: [, name, ...inside], ...problem }) => ({
        ...problem,
        path: ['credential', ...(name === undefined ? [] : [nameOf(name), ...inside])],
      })),
    );
  }
}
