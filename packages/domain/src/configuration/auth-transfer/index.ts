import { stamp } from '@berth/db';
import { type Context, linesText } from '@berth/resource';
import { type Static, type TObject, Type } from '@sinclair/typebox';
import { checkedMetadata } from '../../described.ts';
import { about, Identifier, Metadata, nullable, optional } from '../../fields.ts';
import { readReason } from '../../reason.ts';
import { versioned, versionOf } from '../../stamps.ts';
import {
  type AuthConfigRow,
  AuthConfigView,
  type Health,
  healthAt,
  presentAuthConfig,
} from '../auth-config/index.ts';

/** The members that the views of an import and an export share. */
export const transferView = {
  id: Identifier,
  note: about('The reason that the caller gave.', Type.String()),
  ip: about('The address of the caller.', nullable(Type.String())),
  user_agent: nullable(Type.String()),
  metadata: nullable(Metadata),
  auth_config: AuthConfigView,
  provider_id: Identifier,
  provider_deployment_id: about('The deployment of the auth config at that time.', nullable(Identifier)),
  auth_method_id: Identifier,
  credentials_id: about('The app registration of the auth config at that time.', nullable(Identifier)),
  expires_at: about('Always null: the record is kept.', Type.Null()),
  ...versioned,
};
type TransferView = Static<TObject<typeof transferView>>;

/** The members of a body that both take. */
export const transferInput = {
  note: about('The reason, for the audit trail.', linesText({ maxLength: 10_000, isNeeded: true })),
  metadata: optional(nullable(Metadata)),
};
type TransferInput = Static<TObject<typeof transferInput>>;

export type TransferRow = Omit<TransferView, 'auth_config' | 'credentials_id' | 'expires_at'> & {
  provider_auth_credentials_id: string | null;
  /** With its health, which `withHealthInside` adds. */
  auth_config:
    | (Omit<AuthConfigRow, 'auth_method' | 'deployment' | 'credentials' | 'health'> & { health?: Health })
    | null;
} & Pick<AuthConfigRow, 'auth_method' | 'deployment' | 'credentials'>;

type HealthRow = Parameters<typeof healthAt>[1];

/** Adds its health to the auth config of each row. */
export const withHealthInside = <R extends { auth_config: HealthRow | null }>(
  ctx: Context,
  rows: readonly R[],
): (R & { auth_config: { health: Health } | null })[] =>
  rows.map((row) => ({
    ...row,
    auth_config: row.auth_config && { ...row.auth_config, health: healthAt(ctx.now, row.auth_config) },
  }));

/** Presents the shared members. */
export function presentTransfer(row: TransferRow): TransferView {
  const { auth_config, auth_method, deployment, credentials } = row;
  if (!auth_config?.health) throw new Error(`The auth config of ${row.id} is missing, or its health`);
  const { health } = auth_config;
  return {
    id: row.id,
    note: row.note,
    ip: row.ip,
    user_agent: row.user_agent,
    metadata: row.metadata,
    auth_config: presentAuthConfig({ ...auth_config, health, auth_method, deployment, credentials }),
    provider_id: row.provider_id,
    provider_deployment_id: row.provider_deployment_id,
    auth_method_id: row.auth_method_id,
    credentials_id: row.provider_auth_credentials_id,
    expires_at: null,
    ...versionOf(row),
  };
}

type Moved = Pick<
  AuthConfigRow,
  | 'id'
  | 'provider_owner'
  | 'provider_id'
  | 'auth_method_id'
  | 'provider_deployment_id'
  | 'provider_auth_credentials_id'
>;

/** The columns of a new row, for the auth config whose value is moved. */
export const newTransfer = (ctx: Context, input: TransferInput, { id, ...of }: Moved) => ({
  instance_id: ctx.instanceId,
  note: readReason(input.note, 'note'),
  ip: ctx.client.ip,
  user_agent: ctx.client.userAgent,
  metadata: checkedMetadata(input.metadata ?? null),
  provider_owner: of.provider_owner,
  provider_id: of.provider_id,
  provider_auth_config_id: id,
  auth_method_id: of.auth_method_id,
  provider_deployment_id: of.provider_deployment_id,
  provider_auth_credentials_id: of.provider_auth_credentials_id,
  ...stamp(ctx.now),
});
