import { bareSchema, contentHash, type Field, formOf, hasSecretConstant } from '@berth/json-schema';
import type { Id } from '@berth/kernel';
import { type Context, newWrite } from '@berth/resource';
import { and, eq } from 'drizzle-orm';
import { authMethods } from '../../catalog/auth-method/table.ts';
import { providers } from '../../catalog/tables/provider.ts';
import { setupPageOf } from '../../governance/instance/index.ts';
import { instances } from '../../governance/tables/instance.ts';
import { hashToken } from '../../governance/token-hash.ts';
import { deployments } from '../tables/deployment.ts';
import { type SpecificationRow, specificationInForce } from '../target.ts';
import { mayStillMake } from './makers.ts';
import type { SetupStatus } from './schema.ts';
import { methodsOf } from './service.ts';
import { statusOf } from './state.ts';
import { type SetupSession, setupSessions } from './table.ts';
import { type Ways, waysOf } from './ways.ts';

/** The parts of a request for a setup page, before its session is known. */
export type VisitSource = Pick<Context, 'database' | 'client' | 'now' | 'requestId' | 'services'>;

/** The name of a session and the secret of its link. */
export interface Ticket {
  instanceId: string;
  id: string;
  secret: string;
}

/** A setup session as its page sees it. */
export interface Visit {
  /** The context of the session's own writes: those of its page, and no other. */
  ctx: Context;
  session: SetupSession;
  /** `withdrawn`: its key could not make it any more. */
  status: SetupStatus | 'withdrawn';
  provider: { name: string; description: string | null };
  /** The name of the instance and the settings of its pages. */
  instance: { name: string; page: ReturnType<typeof setupPageOf> };
}

/** An auth method to enter a credential for. */
export interface MethodForm {
  id: string;
  name: string;
  description: string | null;
  form: Field;
  /** The schema of the credential, without defaults and examples; null when it tells a secret all the same. */
  schema: unknown;
}

/** The forms that a page shows. */
export interface PageForms {
  /** The auth methods with a form to choose from; none when the page asks for no credential. */
  methods: MethodForm[];
  /** The auth methods to sign in with at the provider. */
  signIns: Pick<MethodForm, 'id' | 'name'>[];
  /** The form of the config; null when the page asks for none. */
  config: Field | null;
  /** The schema of the config, likewise, and the places of secrets that its version names. */
  configSchema: { schema: unknown; secretPaths: readonly string[] } | null;
  /** Changes when a form changes: fields that were filled in for another one are not read. */
  version: string;
}

const SCOPES = ['provider-auth-configs:write', 'provider-configs:write', 'identity-credentials:write'];

/** Finds the session of a link; null for an unknown one, a wrong secret and an archived instance, which look alike. */
export async function openVisit(
  source: VisitSource,
  { instanceId, id, secret }: Ticket,
): Promise<Visit | null> {
  const [row] = await source.database.read
    .select({
      session: setupSessions,
      instance: instances,
      provider: { name: providers.name, description: providers.description },
    })
    .from(setupSessions)
    .innerJoin(instances, eq(instances.id, setupSessions.instance_id))
    .innerJoin(providers, eq(providers.id, setupSessions.provider_id))
    .where(
      and(
        eq(setupSessions.instance_id, instanceId),
        eq(setupSessions.id, id),
        eq(setupSessions.secret_hash, hashToken(secret)),
        eq(instances.status, 'active'),
      ),
    );
  if (!row) return null;
  const { session, instance, provider } = row;
  const ctx: Context = {
    ...source,
    db: source.database.read,
    instanceId: instance.id as Id<'instance'>,
    instanceName: null,
    organizationId: instance.organization_id as Id<'organization'>,
    actor: { keyId: session.id as Id<'setupSession'>, keyName: null, bootstrap: false },
    authority: null, // `mayStillMake` holds the keys that made the session
    scopes: new Set(SCOPES),
    reach: null,
    requiresPreconditions: false,
    write: newWrite(),
  };
  const status = statusOf(session, ctx);
  // A replica may not know yet that the key was revoked
  const db = (source.database.primary ?? source.database).read;
  const isOpen = status !== 'pending' || (await mayStillMake({ ...ctx, db }, session));
  return {
    ctx,
    session,
    status: isOpen ? status : 'withdrawn',
    provider,
    instance: { name: instance.name, page: setupPageOf(instance) },
  };
}

/** Makes the forms that the page of a session shows. @throws DomainError `bad_request` without a usable method. */
export async function pageFormsOf(visit: Visit): Promise<PageForms> {
  const specification = await specificationOf(visit);
  const { forms, signIns } = await waysFor(visit, specification);
  const asksConfig = visit.session.type !== 'auth_only';
  const methods = [...forms, ...signIns.map(({ method }) => method)];
  const parts = [...methods.map(({ id }) => id), asksConfig ? specification.id : null];
  return {
    signIns: signIns.map(({ method: { id, name } }) => ({ id, name })),
    methods: forms.map(({ id, name, description, input_schema }) => {
      const schema = input_schema ?? { type: 'object' };
      const form = formOf(schema, { allSecret: true });
      return { id, name, description, form, schema: handedSchema(schema, []) };
    }),
    config: asksConfig ? formOfConfig(specification) : null,
    configSchema: asksConfig
      ? {
          schema: handedSchema(specification.config_schema, specification.secret_paths ?? []),
          secretPaths: specification.secret_paths ?? [],
        }
      : null,
    version: contentHash(parts).slice(0, 16),
  };
}

const handedSchema = (schema: unknown, secretPaths: readonly string[]): unknown =>
  hasSecretConstant(schema, secretPaths) ? null : bareSchema(schema);

/** Finds the ways in which the page of a session gets a credential. @throws DomainError `bad_request` for none. */
export async function waysFor(visit: Visit, specification?: SpecificationRow): Promise<Ways> {
  const { ctx, session } = visit;
  if (session.type === 'config_only') return { forms: [], signIns: [] };
  const methods =
    session.auth_method_id === null
      ? await methodsOf(ctx, specification ?? (await specificationOf(visit)))
      : await ctx.db.select().from(authMethods).where(eq(authMethods.id, session.auth_method_id));
  return waysOf(ctx, methods, session.provider_auth_credentials_id);
}

const specificationOf = async ({ ctx, session }: Visit): Promise<SpecificationRow> =>
  specificationInForce(ctx, session.provider_id, await lockedVersion(ctx, session));

const formOfConfig = ({ config_schema, config_visibility, secret_paths }: SpecificationRow): Field =>
  formOf(config_schema, { secretPaths: secret_paths ?? [], allSecret: config_visibility === 'encrypted' });

async function lockedVersion(ctx: Context, { provider_deployment_id }: SetupSession): Promise<string | null> {
  if (provider_deployment_id === null) return null;
  const [row] = await ctx.db
    .select({ locked: deployments.locked_version_id })
    .from(deployments)
    .where(and(eq(deployments.instance_id, ctx.instanceId), eq(deployments.id, provider_deployment_id)));
  return row?.locked ?? null;
}
