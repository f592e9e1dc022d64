import { canonicalJson, leftoversOf, mergePatch, type Pointer, patchLeaves } from '@berth/json-schema';
import { DomainError, invalidMember } from '@berth/kernel';
import { type Static, Type } from '@sinclair/typebox';
import { optional } from '../../fields.ts';
import { problemsOf, refuse } from './check.ts';
import { destinationsOf, type Terms } from './destinations.ts';
import { EMPTY, type JsonObject, overlay, related, type ValueDocument, withoutNulls } from './document.ts';
import { secretUnits } from './secrets.ts';

const AnyObject = Type.Record(Type.String(), Type.Unknown());

/** The members of a PATCH that change a value. */
export const ValueInput = Type.Object({
  /** JSON merge patch (RFC 7396). */
  value: optional(AnyObject),
  /** The whole value. */
  value_replace: optional(AnyObject),
  /** Only when this is still the current revision. */
  if_revision: optional(Type.Integer({ minimum: 0 })),
});
export type ValueInput = Static<typeof ValueInput>;

/** What is done to a value. `restore` brings back what a revision held; `confirm` binds the secrets anew. */
export type Edit =
  | { kind: 'patch'; patch: JsonObject }
  | { kind: 'replace'; value: JsonObject }
  | { kind: 'restore'; document: ValueDocument }
  | { kind: 'confirm' }
  | { kind: 'keep' };

/** The value before: one's own document, and the vault's value that it lies over. */
export interface Ground {
  base: JsonObject | null;
  /** The base as it was, when the edit moves to another revision of the vault. */
  baseBefore?: JsonObject | null;
  own: ValueDocument | null;
}

export interface Edited {
  document: ValueDocument;
  effective: JsonObject;
  /** Whether there is anything to store. */
  changed: boolean;
}

/** The edit that a body asks for. @throws DomainError `invalid_data` for both at once. */
export function editOf({ value, value_replace }: ValueInput): Edit {
  if (value !== undefined && value_replace !== undefined) {
    throw invalidMember(['value_replace'], 'exactly_one', 'Only one of value and value_replace can be given');
  }
  if (value !== undefined) return { kind: 'patch', patch: value };
  return value_replace === undefined ? { kind: 'keep' } : { kind: 'replace', value: value_replace };
}

/** @throws DomainError `conflict` when the value has been changed since the caller read it. */
export function refuseOtherRevision({ if_revision }: ValueInput, current: number | null): void {
  if (if_revision === undefined || if_revision === (current ?? 0)) return;
  throw new DomainError('conflict', 'The value has been changed meanwhile.', {
    reason: 'revision_mismatch',
    hint: `The current revision is ${current ?? 0}.`,
  });
}

/**
 * The value after an edit, whole and valid.
 * @throws DomainError `invalid_data` with every problem at its place below `path`.
 */
export function editValue(terms: Terms, ground: Ground, edit: Edit, path: string[]): Edited {
  const { base, own } = ground;
  const before = overlay(ground.baseBefore ?? base, own?.value ?? {});
  const value = nextValue(own?.value ?? {}, edit, base !== null);
  const effective = overlay(base, value);
  const sent = sentBy(edit);
  const left = edit.kind === 'patch' ? leftovers(terms, before, effective, sent, base !== null) : [];
  const named = new Set(left.map((problem) => problem.path));
  const invalid = problemsOf(terms.specification, effective).filter((problem) => !named.has(problem.path));
  refuse([...left, ...invalid], path);
  const document = { value, bound: boundAfter(terms, own ?? EMPTY, edit, value, effective, sent) };
  const changed = canonicalJson(own ?? EMPTY) !== canonicalJson(document);
  return { document, effective, changed };
}

function nextValue(own: JsonObject, edit: Edit, overVault: boolean): JsonObject {
  switch (edit.kind) {
    case 'patch':
      return mergePatch(own, edit.patch) as JsonObject;
    case 'replace':
      return overVault ? withoutNulls(edit.value) : edit.value;
    case 'restore':
      return edit.document.value;
    default:
      return own;
  }
}

/** The leaves that the caller sent; null when all of the value was. */
function sentBy(edit: Edit): Pointer[] | null {
  if (edit.kind === 'patch') return patchLeaves(edit.patch);
  return edit.kind === 'replace' ? null : [];
}

/** What belonged to a choice that the value has left, and was neither sent nor removed. */
function leftovers(
  { specification }: Terms,
  before: JsonObject,
  after: JsonObject,
  sent: Pointer[] | null,
  overVault: boolean,
) {
  const touched = (pointer: Pointer) => sent === null || sent.some((other) => related(other, pointer));
  return leftoversOf(specification.config_schema, before, after, touched).map((path) => ({
    path,
    code: 'left_over',
    message: overVault
      ? 'Belongs to a choice that the value has left: send null to remove it, or change the vault if it is there'
      : 'Belongs to a choice that the value has left: send null to remove it',
  }));
}

/** A secret that was sent is for the destinations that the value now has; another one stays with its own. */
function boundAfter(
  terms: Terms,
  own: ValueDocument,
  edit: Edit,
  value: JsonObject,
  effective: JsonObject,
  sent: Pointer[] | null,
): Record<Pointer, string> {
  const known = edit.kind === 'restore' ? edit.document.bound : own.bound;
  const mine = new Set(patchLeaves(value));
  const units = [...secretUnits(terms.specification, effective)].sort();
  if (units.length === 0) return {};
  const here = destinationsOf(terms, effective);
  const isSent = (unit: Pointer) =>
    edit.kind === 'confirm' || (mine.has(unit) && (sent === null || sent.includes(unit)));
  return Object.fromEntries(
    units.flatMap((unit) => {
      const bound = isSent(unit) ? here : Object.hasOwn(known, unit) ? known[unit] : undefined;
      return bound === undefined ? [] : [[unit, bound]];
    }),
  );
}
