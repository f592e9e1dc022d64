import {
  capital,
  type DomainError,
  errorTexts,
  isQuotable,
  nounOf,
  problemTexts,
  quoted,
  withArticle,
} from '@berth/kernel';
import type { Caller } from './context.ts';

const LOOK_UP = 'Look it up in the list of its resource: the key may see less than all rows.';

/** The errors that any verb of any resource may end with. */
export const resourceErrors = errorTexts({
  missing: { code: 'not_found', message: 'No {row}.', hint: LOOK_UP },
  missingInNamed: { code: 'not_found', message: 'No {row} in instance {instance}.', hint: LOOK_UP },
  missingInOwn: { code: 'not_found', message: 'No {row} in the instance of this key.', hint: LOOK_UP },
  missingBehind: {
    code: 'not_found',
    message: 'This {parent} has no {row}.',
    hint: 'Look it up in the answer about the {parent}, or in the list behind it.',
  },
  lacksScope: {
    code: 'forbidden',
    message: 'The key {key} lacks the scope {scope}.',
    hint: 'Use a key that holds it, or ask those who manage the keys of the instance for one.',
  },
  outOfReach: {
    code: 'forbidden',
    message: 'The {noun} would be outside the reach of this key.',
    hint: 'Name a provider, deployment or handle that the reach of the key names.',
  },
  archived: {
    code: 'gone',
    message: 'This {noun} is archived and cannot be changed.',
    hint: 'Unarchive it first if rows of its kind can be, or change one that is active.',
  },
  archivedAlready: { code: 'gone', message: 'This {noun} is archived already.' },
  notArchived: { code: 'invalid_state', message: 'This {noun} is not archived.' },
  archivedReference: {
    code: 'use_after_delete',
    message: 'The {noun} "{id}" is archived and cannot be used.',
    hint: 'Name one that is active, or unarchive this one first.',
  },
  inUse: {
    code: 'conflict',
    message: 'This {noun} is in use.',
    hint: 'Archive the rows in dependents first, or add force=true to archive it all the same.',
  },
  otherVersion: {
    code: 'precondition_failed',
    message: 'This {noun} has another version than If-Match names.',
    hint: 'Read it again, and send the request for its version of now.',
  },
  excludedVersion: {
    code: 'precondition_failed',
    message: 'If-None-Match names the version that this {noun} has.',
    hint: 'Leave If-None-Match out, or send the ETag of the row in If-Match.',
  },
  versionNeeded: {
    code: 'precondition_required',
    message: 'The instance of this key takes changes with If-Match only.',
    hint: 'Send the ETag of the row that you have read in the header If-Match.',
  },
  taken: {
    code: 'conflict',
    reason: 'taken',
    message: '{row} with {called} already exists.',
    hint: 'Take another {member}, or change the row that has this one.',
  },
  takenMeanwhile: {
    code: 'conflict',
    reason: 'taken',
    message: '{row} with this {members} already exists: another writer has just made it.',
    hint: 'Take another {members}, or change the row that has this one.',
  },
  madeMeanwhile: {
    code: 'conflict',
    reason: 'taken',
    message: 'Another writer has just made the same row.',
    hint: 'Read it, or send the request again.',
  },
  referenceChanged: {
    code: 'conflict',
    message: 'Another writer has just changed a row that this one refers to.',
    hint: 'Read the rows that the request names, and send it again.',
  },
  busy: { code: 'conflict', message: 'Too many writers at once.', hint: 'Send the request again.' },
});

export const resourceProblems = problemTexts({
  filterNeeded: { code: 'invalid_type', message: 'Is required.' },
  searchTooWide: {
    code: 'too_wide',
    message:
      'Fewer than a page of the first {rows} rows match, and no index leads to those after them. Search for three or more letters or digits in a row, or narrow the list by created_at or by another row.',
  },
  readOnly: {
    code: 'read_only',
    message: 'Berth sets this member: leave it out, or send it as it is shown.',
  },
  readOnlyNear: {
    code: 'read_only',
    message: 'Berth sets this member: leave it out, or send it as it is shown. Did you mean {meant}?',
  },
  changedBy: {
    code: 'read_only',
    message: 'Is changed by {request}: leave it out, or send it as it is shown.',
  },
  taken: { code: 'taken', message: '{row} with {called} already exists.' },
});

type Missing = Pick<Caller, 'instanceName' | 'scopes'>;

/**
 * Makes the error for a row that is missing, or that the caller may not see: both get the same answer. It quotes the
 * caller's own text, and names the instance for a key that may read it.
 */
export function missing(
  { instanceName, scopes }: Missing,
  entity: string | { name: string; tenancy: { of: string } },
  id?: string,
): DomainError {
  const { name, tenancy } = typeof entity === 'string' ? { name: entity, tenancy: null } : entity;
  const { row, details } = named(name, id);
  const instance = scopes.has('instance:read') ? quoted(instanceName) : null;
  if (tenancy?.of === 'global') return resourceErrors.missing({ row }, details);
  if (instance === null) return resourceErrors.missingInOwn({ row }, details);
  return resourceErrors.missingInNamed({ row, instance }, details);
}

/**
 * Makes the error for a row that another row does not have, be it there or not: the group of a listing, the consumer of
 * a profile.
 */
export function missingBehind(parent: { name: string }, name: string, id: string): DomainError {
  const { row, details } = named(name, id);
  return resourceErrors.missingBehind({ parent: nounOf(parent.name), row }, details);
}

/** Names a row that is not found, by the caller's own text where that may be quoted. */
function named(name: string, id: string | undefined) {
  const isNamed = id !== undefined && isQuotable(id);
  const row = isNamed ? `${nounOf(name)} "${id}"` : `such ${nounOf(name)}`;
  return { row, details: { entity: name, ...(isNamed ? { id } : {}) } };
}

/** Names the key of a request: by its name, or by its id. */
export const keyOf = ({ actor }: Pick<Caller, 'actor'>): string => quoted(actor.keyName) ?? actor.keyId;

/** Makes the error for a key that holds none of these scopes. */
export const lacksScope = (caller: Pick<Caller, 'actor'>, scopes: readonly string[]): DomainError =>
  resourceErrors.lacksScope({ key: keyOf(caller), scope: scopes.join(' or ') });

/** Makes the error for a write after which its row would be outside the reach of the key. */
export const outOfReach = (entity: string): DomainError =>
  resourceErrors.outOfReach({ noun: nounOf(entity) }, { entity });

/** Makes the error for a name that another row has. `member` is the member of the body, `text` its content. */
export function taken(
  entity: string,
  member: string,
  text: string,
  details: { id?: string } = {},
): DomainError {
  const name = quoted(text);
  const called = name === null ? `this ${member}` : `${member} ${name}`;
  const filling = { row: capital(withArticle(nounOf(entity))), called };
  const errors = [resourceProblems.taken(filling, [member])];
  return resourceErrors.taken({ ...filling, member }, { entity, ...details, errors });
}
