import type { ApiKey } from '@berth/client';
import { instantOf, localOf } from '../../ui/local-time.ts';
import { changedMembers } from './changed-members.ts';

export type Reach = NonNullable<ApiKey['reach']>;
export type ReachPart = keyof Reach;

/** A key as its form holds it. */
export interface KeyDraft {
  name: string;
  type: ApiKey['type'];
  /** Roles and scopes. */
  scopes: readonly string[];
  reach: Reach | null;
  /** The expiry as the input of the browser holds it; empty for never. */
  expires: string;
  /** Addresses and blocks, one a line. */
  addresses: string;
}

export const NO_REACH: Reach = { providers: [], deployments: [], configs: [], handles: [] };

export const newDraft: KeyDraft = {
  name: '',
  type: 'secret',
  scopes: [],
  reach: null,
  expires: '',
  addresses: '',
};

export const draftOf = (key: ApiKey): KeyDraft => ({
  name: key.name,
  type: key.type,
  scopes: key.scopes,
  reach: key.reach,
  expires: localOf(key.expires_at),
  addresses: (key.allowed_ips ?? []).join('\n'),
});

/** Splits a text at its lines and commas. */
export const linesOf = (text: string): string[] =>
  text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

function membersOf({ name, scopes, reach, expires, addresses }: KeyDraft) {
  const blocks = linesOf(addresses);
  return {
    name,
    scopes: [...scopes],
    reach,
    expires_at: instantOf(expires),
    allowed_ips: blocks.length > 0 ? blocks : null,
  };
}

/** Makes the body that creates a key. A publishable key has no scopes. */
export function bodyOf(draft: KeyDraft) {
  const { scopes, ...members } = membersOf(draft);
  return { type: draft.type, ...members, ...(draft.type === 'secret' ? { scopes } : {}) };
}

/** Makes the body of a change: the members that differ, so that an expiry keeps its seconds. */
export const changesOf = (before: KeyDraft, after: KeyDraft): Partial<ReturnType<typeof membersOf>> =>
  changedMembers(membersOf(before), membersOf(after));
