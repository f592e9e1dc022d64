import { stamp, unarchived } from '@berth/db';
import { newId } from '@berth/kernel';
import {
  archiveRow,
  type Context,
  change,
  hold,
  holdArchived,
  refuseArchived,
  type Written,
} from '@berth/resource';
import { and, eq, ne } from 'drizzle-orm';
import { authMethodEntity } from '../../catalog/auth-method/table.ts';
import { changedDescription, newDescription } from '../../described.ts';
import { sent, tidy } from '../../fields.ts';
import { requireApprovedSpecification } from '../approved.ts';
import { holdTarget, holdTargetOf, refuseOtherProvider } from '../target.ts';
import { findRevision, holdOwner, openRevision, storeFirst } from '../value/index.ts';
import { credentialsErrors } from './errors.ts';
import type { CreateAuthCredentials, UpdateAuthCredentials } from './schema.ts';
import { type AuthCredentialsRow, authCredentials, authCredentialsEntity } from './table.ts';
import { type AuthMethod, authCredentialsValue, firstMethod, termsOfApp } from './value.ts';

/** Stores an app registration. The first live one for an auth method becomes its default. */
export async function createAuthCredentials(ctx: Context, input: CreateAuthCredentials): Promise<Written> {
  const { provider } = await holdTarget(ctx, input);
  const method = await methodFor(ctx, provider.id, input.provider_auth_method_id);
  const { scopes, client_id, client_secret } = input.config;
  const id = newId('authCredentials', ctx.now);
  const secrets = { client_id, client_secret };
  const { kept } = await storeFirst(ctx, id, await termsOfApp(ctx, method), secrets, ['config']);
  const row = {
    instance_id: ctx.instanceId,
    id,
    name: tidy(input.name ?? null),
    ...newDescription(input),
    provider_owner: provider.owner_id,
    provider_id: provider.id,
    auth_method_key: method.key,
    default_of_provider_id: provider.id,
    scopes: unique(scopes),
    ...kept,
    ...stamp(ctx.now),
  };
  // Of two concurrent creates, the second waits for the first here, and then is not the default
  const made = await ctx.db
    .insert(authCredentials)
    .values(row)
    .onConflictDoNothing({
      target: [
        authCredentials.instance_id,
        authCredentials.default_of_provider_id,
        authCredentials.auth_method_key,
      ],
    })
    .returning({ id: authCredentials.id });
  if (made.length === 0)
    await ctx.db.insert(authCredentials).values({ ...row, default_of_provider_id: null });
  return { id };
}

async function methodFor(ctx: Context, providerId: string, named: string | undefined): Promise<AuthMethod> {
  if (named === undefined) {
    const method = await firstMethod(ctx, providerId);
    if (!method) throw credentialsErrors.noMethod();
    return method;
  }
  const method = await hold(ctx, authMethodEntity, named, 'reference');
  refuseOtherProvider({ provider_id: providerId, provider_auth_method_id: method.provider_id });
  if (method.type !== 'oauth') throw credentialsErrors.otherMethod();
  await requireApprovedSpecification(ctx, method);
  return method;
}

/** Changes the members of an app registration that were sent, the client id and secret first. */
export async function updateAuthCredentials(
  ctx: Context,
  id: string,
  input: UpdateAuthCredentials,
): Promise<void> {
  const row = await holdOwner(ctx, authCredentialsValue, id);
  const { client_id, client_secret, scopes, is_default, name } = input;
  const patch = sent({ client_id, client_secret });
  if (Object.keys(patch).length > 0) {
    await authCredentialsValue.edit(ctx, row, { kind: 'patch', patch, place: [] });
  }
  if (is_default === true) await dethrone(ctx, row);
  await change(
    ctx,
    authCredentialsEntity,
    id,
    sent({
      name: tidy(name),
      ...changedDescription(input),
      scopes: scopes && unique(scopes),
      default_of_provider_id: is_default === undefined ? undefined : is_default ? row.provider_id : null,
    }),
  );
}

/** Takes the place of the default away from the credentials that have it. */
async function dethrone(ctx: Context, row: AuthCredentialsRow): Promise<void> {
  const other = await otherDefault(ctx, row);
  if (!other) return;
  await change(ctx, authCredentialsEntity, other.id, { default_of_provider_id: null });
  ctx.write.touched.push({ object: authCredentialsEntity.name, ...other });
}

/** Holds the other credentials that are the default of the same auth method; undefined for none. */
async function otherDefault(ctx: Context, row: AuthCredentialsRow) {
  const { instance_id, default_of_provider_id, auth_method_key } = authCredentials;
  const [other] = await ctx.db
    .select({ id: authCredentials.id, name: authCredentials.name })
    .from(authCredentials)
    .where(
      and(
        eq(instance_id, ctx.instanceId),
        eq(default_of_provider_id, row.provider_id),
        eq(auth_method_key, row.auth_method_key),
        ne(authCredentials.id, row.id),
      ),
    )
    .for('no key update');
  return other;
}

/**
 * Archives an app registration that no live auth config uses. With `force` these keep their tokens, which then are not
 * refreshed.
 */
export async function archiveAuthCredentials(ctx: Context, id: string): Promise<void> {
  await archiveRow(ctx, authCredentialsEntity, id);
  await change(ctx, authCredentialsEntity, id, { default_of_provider_id: null });
}

/**
 * Makes an archived app registration live again; the default of its auth method when there is no other.
 * @throws DomainError `use_after_delete`, `gone`.
 */
export async function unarchiveAuthCredentials(ctx: Context, id: string): Promise<void> {
  const row = await holdArchived(ctx, authCredentialsEntity, id);
  await holdTargetOf(ctx, row);
  await openRevision(ctx, await findRevision(ctx, id, row.revision));
  await change(ctx, authCredentialsEntity, id, {
    ...unarchived(),
    default_of_provider_id: (await otherDefault(ctx, row)) ? null : row.provider_id,
  });
}

/**
 * Holds the live app registration that a request names for an auth method.
 * @throws DomainError `not_found`; `use_after_delete`; `provider_mismatch`; `bad_request` for another method.
 */
export async function holdAuthCredentials(
  ctx: Context,
  method: Pick<AuthMethod, 'provider_id' | 'key'>,
  id: string,
): Promise<AuthCredentialsRow> {
  const row = await hold(ctx, authCredentialsEntity, id, 'reference');
  refuseForOther(method, row);
  return row;
}

/** Refuses an app registration that is archived, or for another auth method. @throws as `holdAuthCredentials`. */
export function refuseForOther(
  method: Pick<AuthMethod, 'provider_id' | 'key'>,
  row: AuthCredentialsRow,
): void {
  refuseArchived(authCredentialsEntity, row);
  refuseOtherProvider({
    provider_auth_method_id: method.provider_id,
    provider_auth_credentials_id: row.provider_id,
  });
  if (row.auth_method_key !== method.key) throw credentialsErrors.forOtherMethod();
}

const unique = (scopes: readonly string[]): string[] => [...new Set(scopes)];
