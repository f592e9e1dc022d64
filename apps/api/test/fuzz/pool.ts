import { registry } from '@berth/domain';
import { prefixes, singularOf } from '@berth/kernel';
import type { Reply } from './send.ts';

const ID = /\b([a-z]{3,6})_[0-7][0-9a-hjkmnp-tv-z]{25}\b/g;
const UUID = /"(?:id|eventId)":"([0-9a-f-]{36})"/g;
const MOST = 200;
const MOST_READ = 50_000;

/** A placeholder for the n-th existing text that a member can name, filled in when the request is sent. */
export const known = (name: string, n: number): string => `{{${name}:${n}}}`;

/** The ids, slugs and ETags that the requests of a run can refer to, from the start and from earlier requests. */
export interface Pool {
  /** Adds the ids and the ETag of an answer. */
  learn(path: string, answer: Pick<Reply, 'headers' | 'text'>): void;
  /** Keeps the texts known by now: no request may end their rows. */
  protect(): void;
  /** Keeps these ids out of every write, for example the key that sends the requests. */
  guard(...ids: string[]): void;
  /** Replaces the placeholders. `ends` means that the request may end the row. */
  fill(face: string, text: string, way: { path: string; writes: boolean; ends: boolean }): string;
}

const CATALOG: Record<string, string[]> = {
  slug: ['tracer', 'webhook', 'openai', 'anthropic', 'nothing'],
  executors: ['tracer.validate-transaction'],
  triggers: ['webhook'],
  templates: ['tracer-midaz-validation'],
  rels: ['model', 'provider', 'models', 'self'],
  openapi: ['root.json', 'flowker.json', 'informer.json'],
  n: ['1', '2', '3', 'holder'],
};

export function createPool(): Pool {
  const lists = new Map<string, string[]>(Object.entries(CATALOG).map(([name, texts]) => [name, [...texts]]));
  const kept = new Set<string>();
  const guarded = new Set<string>();
  const etags = new Map<string, string>();
  const add = (list: string, text: string) => {
    const texts = lists.get(list) ?? [];
    if (texts.includes(text)) return;
    texts.push(text);
    if (texts.length > MOST) {
      const oldest = texts.findIndex((one) => !kept.has(one));
      if (oldest >= 0) texts.splice(oldest, 1);
    }
    lists.set(list, texts);
  };
  return {
    learn: (path, { headers, text }) => {
      const answer = text.slice(0, MOST_READ);
      for (const [id = '', prefix = ''] of answer.matchAll(ID)) add(prefix, id);
      const flowker = /^\/v1\/([a-z-]+)/.exec(path)?.[1];
      if (flowker) for (const [, id = ''] of answer.matchAll(UUID)) add(flowker, id);
      if (typeof headers.etag === 'string') etags.set(path, headers.etag);
    },
    protect: () => {
      for (const texts of lists.values()) for (const text of texts) kept.add(text);
    },
    guard: (...ids) => {
      for (const id of ids) guarded.add(id);
    },
    fill: (face, text, { path, writes, ends }) =>
      text.replaceAll(/\{\{([\w-]+):(\d+)\}\}/g, (_, name, n) => {
        if (name === 'etag') return etags.get(path) ?? '"1-00000000"';
        const all = name === 'any' ? [...lists.values()].flat() : (lists.get(listOf(face, name)) ?? []);
        const usable = all.filter((one) => !(writes && guarded.has(one)) && !(ends && kept.has(one)));
        return usable[Number(n) % usable.length] ?? 'nothing';
      }),
  };
}

/** The name of the list for a member or a segment of a path. */
function listOf(face: string, name: string): string {
  if (name in CATALOG) return name;
  if (face === 'flowker') return name === 'providerId' || name === 'providers' ? 'slug' : flowkerList(name);
  if (face === 'informer')
    return /^(?:models|referencesId)$/.test(name) ? prefixes.model : prefixes.deployment;
  if (name === 'references_id') return prefixes.model;
  const asPath = registry.resources.find(
    (resource) => resource.wire.path === name || Object.hasOwn(resource.wire.aliases, name),
  );
  const [asMember] = registry.resources
    .map((resource) => ({
      resource,
      member: `${singularOf(resource.wire.path.replaceAll('-', '_'))}_id`,
    }))
    .filter(({ member }) => name.endsWith(member))
    .sort((a, b) => b.member.length - a.member.length);
  const resource = asPath ?? asMember?.resource;
  return resource ? prefixes[resource.entity.kind] : 'slug';
}

const flowkerList = (name: string): string => (name.endsWith('Id') ? 'provider-configurations' : name);
