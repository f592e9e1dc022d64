import { problemsIn } from '@berth/domain';
import { expect } from 'vitest';
import type { Client } from '../support/harness.ts';
import { makeProvider, uniqueName } from '../support/rules-kit.ts';

/** A version of the provider: the kinds of the members `a` and `b`, and the default of their destination. */
export interface Version {
  marks: [a: 'plain' | 'secret' | 'absent' | 'required', b: 'plain' | 'secret'];
  isOpen: boolean;
  defaultUrl: string | null;
  /** The kind of a further member `c`. */
  c?: 'plain' | 'secret';
  /** A migration of all earlier versions: operations that change nothing in `{}`. */
  patch?: object[];
}

export interface Step {
  kind: 'upgrade' | 'patch' | 'restore';
  owner: 'own' | 'linked' | 'vault' | 'deployment';
  version: number;
  members: ('a' | 'b' | 'url')[];
  removes: boolean;
  force: boolean;
}

interface Keys {
  admin: Client;
  writer: Client;
  reader: Client;
}

const URLS = ['https://one.test', 'https://two.test'];

/** The first and the last sight of a secret in a config. */
interface Seen {
  wasShown: boolean;
  /** The address of the value when the secret came into it. */
  url: unknown;
}

/** A vault, a config that follows it and one of its own on a deployment; a writer without secrets moves them. */
export class UpgradeWorld {
  readonly story: string[] = [];
  readonly #seen = new Map<string, Seen>();
  readonly #keys: Keys;
  readonly #counts: Map<string, number>;
  readonly #paths: Record<Step['owner'], string>;
  readonly #versions: { id: string; specification: string; schema: object }[];
  #texts = 0;

  private constructor(
    keys: Keys,
    counts: Map<string, number>,
    paths: Record<Step['owner'], string>,
    versions: { id: string; specification: string; schema: object }[],
  ) {
    this.#keys = keys;
    this.#counts = counts;
    this.#paths = paths;
    this.#versions = versions;
  }

  static async start(
    keys: Keys,
    offered: readonly Version[],
    counts: Map<string, number>,
  ): Promise<UpgradeWorld> {
    const { admin } = keys;
    const schemas = offered.map((version, index) => schemaOf(version, index));
    const provider = await makeProvider(admin, { config_schema: schemas[0] });
    const versions = [
      { id: provider.version, specification: provider.specification, schema: schemas[0] ?? {} },
    ];
    for (const [index, schema] of schemas.slice(1).entries()) {
      const body = { provider_id: provider.id, version: String(index + 2), config_schema: schema };
      const made = await publish(admin, body, offered[index + 1]?.patch, counts);
      versions.push({ id: made.id, specification: String(made.specification_id), schema });
    }
    const provider_id = provider.id;
    const deployment = await admin.create('provider-deployments', {
      provider_id,
      locked_provider_version_id: provider.version,
    });
    const bound = { provider_id, provider_deployment_id: deployment.id };
    const text = (name: string) => `canary-${uniqueName(name)}`;
    const c = offered[0]?.c === undefined ? {} : { c: text('c') };
    const value = { ...c, ...(offered[0]?.marks[0] === 'absent' ? {} : { a: text('a') }), b: text('b') };
    const vault = await admin.create('provider-config-vaults', { ...bound, name: 'V', value });
    const own = await admin.create('provider-configs', { ...bound, value: { ...value, b: text('b') } });
    const from = { ...bound, provider_config_vault_id: vault.id };
    const linked = await admin.create('provider-configs', from);
    const paths = {
      own: `provider-configs/${own.id}`,
      linked: `provider-configs/${linked.id}`,
      vault: `provider-config-vaults/${vault.id}`,
      deployment: `provider-deployments/${deployment.id}`,
    };
    const world = new UpgradeWorld(keys, counts, paths, versions);
    await world.#check();
    return world;
  }

  /** Takes a step as the writer, and checks all that must hold after it. */
  async take(step: Step): Promise<void> {
    const { kind, owner, force } = step;
    if (owner === 'deployment' && kind !== 'upgrade') return;
    if (kind === 'upgrade' && (owner === 'own' || owner === 'linked')) await this.#compareReport(owner, step);
    const { method, tail, body } = this.#requestOf(step);
    const path = `${this.#paths[owner]}${tail}${force ? '?force=true' : ''}`;
    const answer = await this.#keys.writer.request(method, path, body);
    this.story.push(`${method} ${path} ${JSON.stringify(body)}: ${answer.status}`);
    expect([200, 400, 403, 404, 409], JSON.stringify(answer.body)).toContain(answer.status);
    this.#count(`${kind} ${owner} ${answer.status}`);
    const errors = [answer.body, ...(answer.body.dependents ?? [])].flatMap((it) => it.errors ?? []);
    for (const { code } of errors) this.#count(code);
    if (answer.status !== 200) expect(JSON.stringify(answer.body)).not.toContain('canary-');
    await this.#check();
  }

  /** Checks that the report passes a config exactly when its move has no problems, and that both name the same. */
  async #compareReport(owner: 'own' | 'linked', { version }: Step): Promise<void> {
    const { admin } = this.#keys;
    const path = this.#paths[owner];
    const target = this.#versions[version];
    const { body: config } = await admin.get(path);
    if (target === undefined || config.specification_id === target.specification) return;
    const to = { provider_version_id: target.id };
    const { body: report } = await admin.post(`${this.#paths.deployment}/upgrade-preview`, to);
    const item = report.items.find(({ id }: { id: string }) => id === config.id);
    const move = await admin.post(`${path}/upgrade?dry_run=true`, to);
    const told = JSON.stringify([this.story, item, move.body]);
    expect(item.passes, told).toBe(move.status === 200);
    const named = (move.body.errors ?? []).map((error: { path: string[]; code: string }) => [
      ['', ...error.path.slice(1)].join('/'),
      error.code,
    ]);
    const listed = item.errors.map((error: { path: string; code: string }) => [error.path, error.code]);
    expect(listed.toSorted(), told).toEqual(named.toSorted());
    this.#count(`report ${item.passes}`);
  }

  #requestOf({ kind, owner, version, members, removes }: Step) {
    if (kind === 'restore') return { method: 'POST', tail: `/revisions/${version + 1}/restore`, body: {} };
    const texts = members.map((name) => [name, this.#contentOf(name, removes)]);
    const value = Object.fromEntries(texts);
    if (kind === 'patch') return { method: 'PATCH', tail: '', body: { value } };
    const provider_version_id = this.#versions[version]?.id;
    return {
      method: 'POST',
      tail: '/upgrade',
      body: { provider_version_id, ...(owner === 'deployment' ? {} : { value }) },
    };
  }

  #contentOf(name: 'a' | 'b' | 'url', removes: boolean): string | null | undefined {
    if (removes) return null;
    this.#texts += 1;
    return name === 'url' ? URLS[this.#texts % URLS.length] : `canary-${uniqueName(name)}`;
  }

  #count(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }

  async #check(): Promise<void> {
    for (const owner of ['own', 'linked'] as const) await this.#checkConfig(this.#paths[owner]);
  }

  async #checkConfig(path: string): Promise<void> {
    const shown = await this.#keys.reader.post(`${path}/resolve`, {});
    expect(shown.status).toBe(200);
    const whole = await this.#keys.admin.post(`${path}/resolve`, { reason: 'test' });
    if (whole.status === 409) {
      expect(whole.body.code).toBe('secrets_stale');
      this.#count('stale');
    }
    const { value, invalid, specification_id } = shown.body;
    if (invalid) this.#count('invalid');
    for (const text of canariesIn(value)) {
      const seen = this.#seen.get(path + text);
      if (seen) expect(seen.wasShown, `${text} was hidden`).toBe(true);
      else this.#seen.set(path + text, { wasShown: true, url: destinationsIn(value) });
    }
    if (whole.status !== 200) return;
    const url = destinationsIn(whole.body.value);
    for (const text of canariesIn(whole.body.value)) {
      const seen = this.#seen.get(path + text) ?? { wasShown: false, url };
      this.#seen.set(path + text, seen);
      if (!seen.wasShown && path === this.#paths.own) expect(url, `${text} goes elsewhere`).toEqual(seen.url);
    }
    const schema = this.#versions.find(({ specification }) => specification === specification_id)?.schema;
    const problems = problemsIn(schema, whole.body.value);
    if (!invalid) expect(problems).toEqual([]);
  }
}

/** The contents of the destinations of a value. */
const destinationsIn = ({ url, link }: { url?: string; link?: string }): string[] =>
  [...new Set([url, link].filter((one) => one !== undefined))].sort();

/** Publishes a version, with a migration unless that is refused. */
async function publish(
  admin: Client,
  body: object,
  patch: object[] | undefined,
  counts: Map<string, number>,
) {
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  if (patch !== undefined && patch.length > 0) {
    const migrations = [{ from: '*', patch, tests: [{ before: {}, after: {} }] }];
    const { status, body: made } = await admin.post('provider-versions', { ...body, migrations });
    for (const { code } of made.errors ?? []) count(`publish ${code}`);
    expect([200, 400]).toContain(status);
    if (status === 200) {
      count('publish with a migration');
      return made;
    }
  }
  return admin.create('provider-versions', body);
}

const canariesIn = (value: unknown): string[] => JSON.stringify(value).match(/canary-[a-z-]+/g) ?? [];

function schemaOf({ marks: [a, b], isOpen, defaultUrl, c }: Version, index: number): object {
  const kinds = { plain: {}, required: {}, secret: { writeOnly: true }, absent: {} };
  const text = { type: 'string' };
  return {
    type: 'object',
    title: `Version ${index}`,
    additionalProperties: isOpen,
    required: a === 'required' ? ['a'] : [],
    properties: {
      ...(a === 'absent' ? {} : { a: { ...text, ...kinds[a] } }),
      b: { ...text, ...kinds[b] },
      ...(c === undefined ? {} : { c: { ...text, ...kinds[c] }, link: { ...text, 'x-destination': true } }),
      url: { ...text, 'x-destination': true, ...(defaultUrl === null ? {} : { default: defaultUrl }) },
    },
  };
}
