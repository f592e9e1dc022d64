import type { ResourceDescription, ResourceMember } from '@berth/client/resources';
import { listWords } from '../words/list.ts';
import { usualColumns } from './overrides.ts';

const FIRST = ['name', 'title', 'action', 'key', 'slug'];
const RARE = new Set([
  'id',
  'handle',
  'description',
  'metadata',
  'row_version',
  'archived_at',
  'updated_at',
  'created_at',
  'image_url',
  'status',
]);
const MOST = 6;

/** Returns the column that names a row and links to it. */
export function nameColumn({ path, members }: ResourceDescription): string {
  const [own] = usualColumns[path] ?? [];
  return own ?? FIRST.find((name) => members.some((member) => member.name === name)) ?? 'id';
}

/** Returns the usual columns of a resource: those of the table of overrides, or its name and its short members. */
export function columnsOf(resource: ResourceDescription): string[] {
  const { path, members } = resource;
  const own = usualColumns[path];
  if (own) return own.filter((name) => members.some((member) => member.name === name));
  const first = nameColumn(resource);
  const has = (name: string) =>
    name !== first && members.some((member) => member.name === name) ? [name] : [];
  const short = members
    .filter(({ name, kind }) => name !== first && !RARE.has(name) && kind !== 'json')
    .map(({ name }) => name);
  return [
    first,
    ...has('handle'),
    ...has('status'),
    ...short.slice(0, MOST - 4),
    ...has('updated_at').concat(has('created_at')).slice(0, 1),
  ];
}

/** Puts the name of a member into words: `provider_id` → `Provider`, `prompt_ppm` → `Prompt $/M`. */
export function titleOfMember(name: string): string {
  const words = name
    .replace(/^(?:is|has)_/, '')
    .replace(/_(?:id|ids|at)$/, '')
    .replace(/_ppm$/, listWords.perMillion)
    .replaceAll('_', ' ');
  const text = name === 'id' ? listWords.id : words;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Finds the shown members of a resource in the order of their names. */
export const membersAt = ({ members }: ResourceDescription, names: readonly string[]): ResourceMember[] =>
  names.flatMap((name) => members.find((member) => member.name === name) ?? []);
