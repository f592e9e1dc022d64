import type { Context } from '@berth/resource';
import { and, eq, inArray } from 'drizzle-orm';
import type { OAuthEndpoints } from '../../catalog/auth-method/index.ts';
import type { authMethods } from '../../catalog/auth-method/table.ts';
import { type AuthCredentialsRow, authCredentials } from '../auth-credentials/table.ts';
import { setupErrors } from './errors.ts';

type AuthMethod = typeof authMethods.$inferSelect;

/** An OAuth method whose provider has a page to sign in at, and the app registration to do so with. */
export interface SignIn {
  method: AuthMethod & { oauth: OAuthEndpoints & { authorization_url: string } };
  credentials: AuthCredentialsRow;
}

/** The ways in which a page can get a credential: it is entered, or the visitor signs in at the provider. */
export interface Ways {
  forms: AuthMethod[];
  signIns: SignIn[];
}

/**
 * Finds the ways of some auth methods of one provider. `named` is the app registration to sign in with; null takes the
 * default one of each method. @throws DomainError `bad_request` when there is no way.
 */
export async function waysOf(
  ctx: Context,
  methods: readonly AuthMethod[],
  named: string | null,
): Promise<Ways> {
  const able = methods.filter(canSignIn);
  const apps = able.length === 0 ? [] : await appsOf(ctx, able, named);
  const ways = {
    forms: methods.filter(({ type }) => type !== 'oauth'),
    signIns: able.flatMap((method) => {
      const credentials = apps.find(({ auth_method_key }) => auth_method_key === method.key);
      return credentials ? [{ method, credentials }] : [];
    }),
  };
  if (ways.forms.length + ways.signIns.length > 0) return ways;
  if (methods.length === 0) throw setupErrors.noMethods();
  throw able.length > 0 ? setupErrors.noApp() : setupErrors.noSignIn();
}

const canSignIn = (method: AuthMethod): method is SignIn['method'] =>
  method.type === 'oauth' &&
  method.oauth !== null &&
  method.oauth.authorization_url !== null &&
  method.oauth.grants.includes('authorization_code');

/** Reads the live app registrations for methods: the one that is named, or the default ones. */
const appsOf = (ctx: Context, methods: readonly AuthMethod[], named: string | null) =>
  ctx.db
    .select()
    .from(authCredentials)
    .where(
      and(
        eq(authCredentials.instance_id, ctx.instanceId),
        eq(authCredentials.status, 'active'),
        named === null
          ? inArray(authCredentials.default_of_provider_id, [
              ...new Set(methods.map(({ provider_id }) => provider_id)),
            ])
          : eq(authCredentials.id, named),
      ),
    );
