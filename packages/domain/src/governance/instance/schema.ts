import { linesText } from '@berth/resource';
import { type Static, Type } from '@sinclair/typebox';
import { about, Identifier, Moment, nullable, optional, RequiredName, Slug, words } from '../../fields.ts';
import { archivable, times } from '../../stamps.ts';
import { ApprovalsInput, ApprovalsView } from './approvals.ts';
import { SetupPageInput, SetupPageView } from './setup-page.ts';

const Project = Type.Object({
  object: Type.Literal('organization.project'),
  id: Identifier,
  status: words('active', 'deleted'),
  slug: Type.String(),
  name: Type.String(),
  organization_id: Identifier,
  magic_mcp_session_duration_minutes: Type.Number(),
  ...times,
});

const RequiresPreconditions = about('Requires `If-Match` on every change.', Type.Boolean());

const SecretMaxAge = about(
  'The most days that a secret should be in use; null for any number. The filter `secrets_outdated` of the lists of values finds those that are older.',
  nullable(Type.Integer({ minimum: 1, maximum: 3650 })),
);

export const InstanceView = Type.Object({
  object: Type.Literal('organization.instance'),
  id: Identifier,
  status: words('active', 'archived'),
  slug: Type.String(),
  name: Type.String(),
  organization_id: Identifier,
  type: words('development', 'production'),
  requires_preconditions: RequiresPreconditions,
  secret_max_age_days: SecretMaxAge,
  setup_page: SetupPageView,
  approvals: ApprovalsView,
  erase_requested_at: about(
    'The time at which the destruction of its values was asked for; null again after `unarchive`.',
    nullable(Moment),
  ),
  erased_at: about(
    'The time at which all of its values were destroyed; null again after `unarchive`.',
    nullable(Moment),
  ),
  ...archivable,
  project: Project,
});
export type InstanceView = Static<typeof InstanceView>;

export const CreateInstance = Type.Object({
  name: RequiredName,
  slug: optional(Slug),
  type: optional(words('development', 'production')),
  requires_preconditions: optional(RequiresPreconditions),
  secret_max_age_days: optional(SecretMaxAge),
  setup_page: optional(nullable(SetupPageInput)),
  approvals: optional(ApprovalsInput),
});
export type CreateInstance = Static<typeof CreateInstance>;

const { slug, requires_preconditions, secret_max_age_days, setup_page, approvals } =
  CreateInstance.properties;
export const UpdateInstance = Type.Object({
  name: optional(RequiredName),
  slug,
  requires_preconditions,
  secret_max_age_days,
  setup_page,
  approvals,
});
export type UpdateInstance = Static<typeof UpdateInstance>;

/** The live rows and the keys that archiving an instance stops. */
export const Stopped = Type.Object({ rows: Type.Integer(), api_keys: Type.Integer() });
export type Stopped = Static<typeof Stopped>;

/** The member that only the answer to the archiving has. */
export const WithStopped = Type.Object({
  stopped: about('The numbers of live rows and of keys that stop with the instance.', Stopped),
});

/** The members that only the answer to the creation has. */
export const InstanceKey = Type.Object({
  secret_key: about(
    'The first key of the instance. Its secret is shown once; null in a dry run, and when an idempotent request is repeated.',
    Type.Object({ id: Identifier, secret: nullable(Type.String()) }),
  ),
});

export const EraseInstance = Type.Object({
  reason: about('The reason, for the audit trail.', linesText({ maxLength: 1_000, isNeeded: true })),
  confirm: about('The name of the instance, as a confirmation.', Type.String({ maxLength: 1_000 })),
});
export type EraseInstance = Static<typeof EraseInstance>;
