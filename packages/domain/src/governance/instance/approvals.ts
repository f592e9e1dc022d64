import { newId } from '@berth/kernel';
import { type Static, Type } from '@sinclair/typebox';
import { about, optional } from '../../fields.ts';
import type { instances } from '../tables/instance.ts';

const parts = {
  public_versions: about(
    'Requires an approval of each version of a public provider that comes after the setting was switched on.',
    Type.Boolean(),
  ),
  tool_changes: about(
    'Requires an approval of each version, of own providers too, that comes after the setting was switched on with definitions of tools that no earlier or approved version of the provider has.',
    Type.Boolean(),
  ),
};

const ABOUT =
  'The versions that are used only after an approval (`version-approvals`). Until then the version before stays in force.';

export const ApprovalsView = Type.Object(parts, { description: ABOUT });

export const ApprovalsInput = Type.Object(
  { public_versions: optional(parts.public_versions), tool_changes: optional(parts.tool_changes) },
  { description: `${ABOUT} Members that are absent stay.` },
);

type Row = Pick<typeof instances.$inferSelect, 'approves_public_after' | 'approves_tools_after'>;

/** The columns of an instance that uses every version at once. */
export const NO_APPROVALS: Row = { approves_public_after: null, approves_tools_after: null };

/** The versions that an instance uses only after an approval. */
export const approvalsOf = (row: Row): Static<typeof ApprovalsView> => ({
  public_versions: row.approves_public_after !== null,
  tool_changes: row.approves_tools_after !== null,
});

/**
 * The columns of the settings that a body switches on or off; none for those that stay. The versions that there are
 * when a setting is switched on need no approval.
 */
export function approvalsAfter(
  row: Row,
  input: Static<typeof ApprovalsInput> | undefined,
  now: Date,
): Partial<Row> {
  const after = (known: string | null, isOn: boolean | undefined) =>
    isOn === undefined || isOn === (known !== null) ? known : isOn ? newId('providerVersion', now) : null;
  return {
    approves_public_after: after(row.approves_public_after, input?.public_versions),
    approves_tools_after: after(row.approves_tools_after, input?.tool_changes),
  };
}
