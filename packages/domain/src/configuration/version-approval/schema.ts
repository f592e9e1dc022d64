import { linesText } from '@berth/resource';
import { type Static, Type } from '@sinclair/typebox';
import { about, Identifier, nullable, optional, Timestamp, words } from '../../fields.ts';
import { versioned } from '../../stamps.ts';

const Hash = Type.String({ minLength: 1, maxLength: 255 });

const Decision = Type.Object({
  decision: words('approved', 'rejected'),
  is_void: about(
    'True when the specification has another hash now. The decision then counts no more.',
    Type.Boolean(),
  ),
  specification_hash: about('The hash of the specification that was decided about.', Hash),
  reason: nullable(Type.String()),
  decided_by: about('The id of the key that decided.', Identifier),
  decided_at: Timestamp,
});

export const VersionApprovalView = Type.Object({
  object: Type.Literal('provider.version_approval'),
  id: about('The id of the approval. Paths take that of the version as well.', Identifier),
  provider_version_id: Identifier,
  status: about(
    '`pending`: the instance does not use the version until it is approved. `not_required`: it uses it without an approval.',
    words('pending', 'approved', 'rejected', 'not_required'),
  ),
  required_by: about(
    'The settings of the instance (`approvals`) that ask for an approval of this version.',
    Type.Array(words('public_versions', 'tool_changes')),
  ),
  provider_id: Identifier,
  version: Type.String(),
  name: Type.String(),
  is_current: about('True for the current version of its provider.', Type.Boolean()),
  specification_id: Identifier,
  specification_hash: about(
    'The hash of the content of the specification: the schema, marks, tools, auth methods and triggers.',
    Hash,
  ),
  in_force: about(
    'The version of the provider that the instance uses now; null for none.',
    nullable(Type.Object({ id: Identifier, version: Type.String(), specification_id: Identifier })),
  ),
  decision: about('The last decision; null for none.', nullable(Decision)),
  ...versioned,
});
export type VersionApprovalView = Static<typeof VersionApprovalView>;

const decidedHash = about(
  'The `specification_hash` of the specification that was looked at. Refused with 409 when it is another one.',
  Hash,
);
const Reason = linesText({ maxLength: 1_000, isNeeded: true });

export const ApproveInput = Type.Object({
  specification_hash: decidedHash,
  reason: optional(nullable(Reason)),
});

export const RejectInput = Type.Object({
  reason: Reason,
  specification_hash: optional(decidedHash),
});

export const ApprovalDiffQuery = Type.Object({
  against: optional(
    about('The id of the version to compare with; the version in force by default.', Identifier),
  ),
});
