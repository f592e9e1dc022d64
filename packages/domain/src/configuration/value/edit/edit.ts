import { invalidMember } from '@berth/kernel';
import type { Static } from '@sinclair/typebox';
import type { JsonObject } from '../content/document.ts';
import { valueErrors, valueProblems } from '../content/errors.ts';
import type { Specification } from '../content/secrets.ts';
import type { OpenRevision } from '../revisions/revisions.ts';
import { type Keeps, withPlaces } from './keep.ts';
import type { Move } from './upgraded.ts';
import type { ValueInput } from './value-input.ts';

/**
 * A change of a value. `restore` brings back the value of a revision with its specification, `from` another one;
 * `confirm` binds the secrets to the current destinations. `place` is that of the new content in the body,
 * when it is not a member of `ValueInput`.
 */
export type Edit =
  | { kind: 'patch'; patch: JsonObject; place?: string[] }
  | { kind: 'replace'; value: JsonObject; place?: string[] }
  | { kind: 'shown'; value: JsonObject; keep: Static<typeof Keeps>; vaultRevision: number | null }
  | { kind: 'restore'; revision: OpenRevision; specificationId: string; from?: Specification }
  | { kind: 'confirm' }
  | ({ kind: 'move' } & Move)
  | { kind: 'keep'; at?: 'provider_config_vault_id' };

/** Reads the edit from a body. @throws DomainError `invalid_data` for several edits at once. */
export function editOf({ value, value_replace, value_shown }: ValueInput): Edit {
  const asked: Edit[] = [];
  if (value !== undefined) asked.push({ kind: 'patch', patch: value });
  if (value_replace !== undefined) asked.push({ kind: 'replace', value: value_replace });
  if (value_shown !== undefined) {
    const { keep, vault_revision: vaultRevision } = value_shown;
    asked.push({ kind: 'shown', value: withPlaces(value_shown.value, keep), keep, vaultRevision });
  }
  const [edit, other] = asked;
  if (other) throw invalidMember(valueProblems.oneEdit([`value_${other.kind}`]));
  return edit ?? { kind: 'keep' };
}

/** The place of an edit in the body. An edit that keeps the value may still change the vault or its revision. */
export function placeOf(edit: Edit): string[] {
  if (edit.kind === 'keep') return [edit.at ?? 'vault_revision'];
  if ((edit.kind === 'patch' || edit.kind === 'replace') && edit.place) return edit.place;
  if (edit.kind === 'replace') return ['value_replace'];
  return edit.kind === 'shown' ? ['value_shown', 'value'] : ['value'];
}

/** @throws DomainError `conflict` when the value has changed since the caller read it. */
export function refuseOtherRevision({ if_revision }: ValueInput, current: number | null): void {
  if (if_revision === undefined || if_revision === (current ?? 0)) return;
  throw valueErrors.otherRevision({ revision: current ?? 0 });
}
