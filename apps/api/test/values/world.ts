import { isDeepStrictEqual } from 'node:util';
import { childPointer, getAt, toPointer } from '../../../../packages/json-schema/src/index.ts';
import type { Client } from '../support/harness.ts';
import type { Answer } from '../support/json-http.ts';
import { searchFor } from '../support/secrecy-search.ts';
import type { Material } from './material.ts';
import {
  currentOf,
  differences,
  effectiveOf,
  type Json,
  leavesOf,
  merged,
  type Owner,
  objectOf,
  Rules,
  related,
  type Stored,
} from './model.ts';
import { type Plan, planOf, type Step } from './steps.ts';

/** Counts events by their description. */
export type Figures = Map<string, number>;

export const count = (figures: Figures, what: string): void => {
  figures.set(what, (figures.get(what) ?? 0) + 1);
};

interface Revealed {
  value: Json;
  stale: boolean;
}

/** The expected answer: accepted, or refused with this status. */
type Verdict = { status: 200 } | { status: 400 } | { status: 409; reason?: string };

/** Pointers to every scalar and every empty container of a value. */
function scalarsOf(value: unknown, at = ''): string[] {
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (members.length === 0) return [at];
  return members.flatMap(([name, member]) => scalarsOf(member, childPointer(at, name)));
}

/** A vault, a config made from it and one with a value of its own, with their expected values. */
export class World {
  /** The requests sent, with their statuses. */
  readonly story: string[] = [];
  readonly #client: Client;
  readonly #material: Material;
  readonly #ids: Record<Owner, string>;
  readonly #figures: Figures;
  readonly #rules: Rules;
  readonly #leaks: ReturnType<typeof searchFor>;
  readonly #stored: Stored;
  /** Leaves that the schema has called public in some choice: a union decides on them. */
  readonly #open = new Set<unknown>();
  /** Leaves that the schema has called secret: each stays secret until it is sent again. */
  readonly #once = new Set<string>();

  private constructor(
    client: Client,
    material: Material,
    ids: Record<Owner, string>,
    stored: Stored,
    figures: Figures,
  ) {
    this.#client = client;
    this.#material = material;
    this.#ids = ids;
    this.#stored = stored;
    this.#figures = figures;
    this.#rules = new Rules(material.schema);
    this.#leaks = searchFor(material.secrets);
  }

  static async start(client: Client, provider_id: string, material: Material, figures: Figures) {
    const [least, full = least] = material.values;
    const vault = await client.create('provider-config-vaults', { provider_id, name: 'Vault', value: full });
    const own = await client.create('provider-configs', { provider_id, value: least });
    const from = { provider_id, provider_config_vault_id: vault.id };
    const linked = await client.create('provider-configs', from);
    const ids = { vault: vault.id, own: own.id, linked: linked.id };
    const stored: Stored = { vault: [full], own: [least], linked: [], pin: null, invalid: false };
    const world = new World(client, material, ids, stored, figures);
    await world.#check('vault');
    return world;
  }

  /** Does a step and checks everything that must hold after it. @throws Error with the first violation. */
  async run(step: Step): Promise<void> {
    const scene = {
      material: this.#material,
      rules: this.#rules,
      stored: this.#stored,
      digestOf: (owner: Owner) => this.#digestOf(owner),
    };
    const plan = await planOf(scene, step);
    if (plan === null) {
      count(this.#figures, 'nothing to do');
      return;
    }
    const before = this.#effective(plan.owner);
    const samePin = plan.pin === this.#stored.pin;
    const done = await this.#perform(plan, step);
    count(this.#figures, `${step.kind} ${done ? 'done' : 'refused'}`);
    const revealed = await this.#check(plan.owner);
    if (plan.sent !== null && plan.owner !== 'vault' && samePin) {
      this.#keepsSecrets(plan, before, revealed[plan.owner]);
    }
    if (plan.owner === 'own') this.#withholds(plan, done, before, revealed.own.stale);
  }

  #effective = (owner: Owner): Json => effectiveOf(this.#stored, owner, currentOf(this.#stored, owner));

  #pathOf = (owner: Owner): string =>
    `${owner === 'vault' ? 'provider-config-vaults' : 'provider-configs'}/${this.#ids[owner]}`;

  async #send(method: string, path: string, body?: Json): Promise<Answer> {
    const answer = await this.#client.request(method, path, body);
    if (method !== 'GET') this.story.push(`${method} ${path} ${JSON.stringify(body)}: ${answer.status}`);
    if (answer.status >= 500) throw new Error(`${method} ${path} answered ${answer.status}`);
    count(this.#figures, 'requests');
    if (answer.body.revealed === true) return answer;
    const text = JSON.stringify([[...answer.headers], answer.body]);
    const found = this.#leaks([{ where: `${method} ${path}`, text }]);
    const leaks = found.filter(({ secret }) => !this.#open.has(secret));
    if (leaks.length > 0) throw new Error(`A secret was answered: ${JSON.stringify(leaks)}`);
    return answer;
  }

  async #digestOf(owner: Owner): Promise<string | null> {
    const { body } = await this.#send('GET', this.#pathOf(owner));
    const states = body.value_state as { secret: boolean; digest: string | null }[];
    return states.find(({ secret, digest }) => secret && digest !== null)?.digest ?? null;
  }

  /** Sends the request. Resolves to true when it was accepted. */
  async #perform(plan: Plan, step: Step): Promise<boolean> {
    const { owner, method, tail } = plan;
    const guarded = method === 'PATCH' && step.guard !== 'none';
    const revision = this.#stored[owner].length + (step.guard === 'wrong' ? 1 : 0);
    const body = guarded ? { ...plan.body, if_revision: revision } : plan.body;
    const force = owner === 'vault' && step.force;
    const answer = await this.#send(
      method,
      `${this.#pathOf(owner)}${tail}${force ? '?force=true' : ''}`,
      body,
    );
    const storable = !JSON.stringify(body).includes('\\u0000');
    const verdict: Verdict =
      guarded && step.guard === 'wrong' && storable
        ? { status: 409, reason: 'revision_mismatch' }
        : this.#verdict(plan, force);
    const partial = plan.sent !== null || owner === 'linked';
    const leftOver = answer.status === 400 && verdict.status === 200 && partial;
    if (leftOver) await this.#leavesOver(plan, answer);
    else if (!this.#agrees(plan, answer, verdict)) {
      const { status, body: said } = answer;
      throw new Error(
        `expected ${JSON.stringify(verdict)}, got ${status} ${JSON.stringify(said)} to ${JSON.stringify(body)}`,
      );
    }
    if (answer.status !== 200) return false;
    this.#store(plan, answer.body.revision);
    // The value state of a config made from a vault is tested in states.db.test.ts.
    if (owner !== 'linked') this.#checkStates(owner, answer);
    return true;
  }

  #verdict({ owner, next, pin, refused, tail }: Plan, force: boolean): Verdict {
    // A confirmation does not check the value.
    if (tail.endsWith('confirm-secrets')) return { status: 200 };
    if (refused || !this.#rules.fits(effectiveOf(this.#stored, owner, next, pin))) return { status: 400 };
    const refusedByFollower = owner === 'vault' && !force && !this.#stored.invalid && this.#breaks(next);
    return refusedByFollower ? { status: 409 } : { status: 200 };
  }

  /** True when the config that follows the vault would be invalid with this value of the vault. */
  #breaks = (vault: Json): boolean =>
    this.#stored.pin === null && !this.#rules.fits(merged(vault, currentOf(this.#stored, 'linked')));

  #agrees({ owner, next }: Plan, { status, body }: Answer, verdict: Verdict): boolean {
    const same = isDeepStrictEqual(next, currentOf(this.#stored, owner));
    if (owner === 'vault' && status === 409) {
      const [config] = body.dependents ?? [];
      const isExposed = config?.errors.every(({ code }: { code: string }) => code === 'kept_secret');
      if (isExposed) return config.id === this.#ids.linked;
    }
    // An edit without a change cannot break a config.
    if (owner === 'vault' && verdict.status === 409 && status === 200) return same;
    if (status !== verdict.status) return false;
    if (verdict.status === 400) return body.code === 'invalid_data';
    if (verdict.status === 200) return true;
    if (verdict.reason !== undefined) return body.reason === verdict.reason;
    const named = body.dependents.map(({ id }: { id: string }) => id);
    return isDeepStrictEqual(named, [this.#ids.linked]);
  }

  #store({ owner, next, pin, tail }: Plan, revision: number | null): void {
    const list = this.#stored[owner];
    const same = isDeepStrictEqual(next, currentOf(this.#stored, owner));
    const allowed = same ? [list.length, list.length + 1] : [list.length + 1];
    if (!allowed.includes(revision ?? 0)) throw new Error(`revision ${revision} after ${list.length}`);
    if (revision === list.length + 1) list.push(next);
    this.#stored.pin = pin;
    if (owner === 'linked' && !tail.endsWith('confirm-secrets')) this.#stored.invalid = false;
    if (owner === 'vault')
      this.#stored.invalid = this.#stored.pin === null ? this.#breaks(next) : this.#stored.invalid;
    if (this.#stored.invalid) count(this.#figures, 'steps after which a config is invalid');
  }

  /** Checks that the value state lists exactly the leaves of the value and marks every secret. */
  #checkStates(owner: Owner, { body }: Answer): void {
    const states = body.value_state as { path: string; set: boolean; secret: boolean }[];
    const effective = this.#effective(owner);
    const known = states.filter(({ set }) => set).map(({ path }) => path);
    const leaves = leavesOf(effective).flatMap(({ pointer }) => (pointer === '' ? [] : [pointer]));
    if (!isDeepStrictEqual(known.toSorted(), leaves.toSorted())) {
      throw new Error(`value_state of ${owner} has ${known.toSorted()}, the value has ${leaves.toSorted()}`);
    }
    const secret = states.filter((state) => state.secret).map(({ path }) => path);
    for (const pointer of this.#rules.secretsOf(effective)) {
      if (!secret.some((path) => related(path, pointer))) throw new Error(`${pointer} is not called secret`);
    }
  }

  /**
   * Checks a refusal for leaves left over from an earlier choice, and for secrets that would become readable: it may
   * name only leaves that the value would keep and the patch did not send. Sending null for leftovers must remove them.
   */
  async #leavesOver(plan: Plan, { body }: Answer): Promise<void> {
    count(this.#figures, 'refused for what was left over');
    const effective = effectiveOf(this.#stored, plan.owner, plan.next, plan.pin);
    const paths = (body.errors as { code: string; path: string[] }[]).map(({ code, path }) => {
      const pointer = toPointer(path.slice(1));
      const sent = plan.sent?.some((other) => related(other, pointer));
      const content = getAt(effective, pointer);
      if (code === 'left_over' && content !== undefined && !sent) return path.slice(1);
      const wasSecret = this.#once.has(JSON.stringify(content));
      if (code === 'kept_secret' && wasSecret && (!sent || plan.owner === 'linked')) return [];
      throw new Error(`refused, but the value fits: ${JSON.stringify(body.errors)}`);
    });
    const left = paths.filter(({ length }) => length > 0);
    if (plan.owner === 'linked' || left.length === 0) return;
    const nulls = objectOf(left.map((path) => ({ path, value: null })));
    const patch = objectOf(
      [...leavesOf(plan.body.value), ...leavesOf(nulls)].filter(({ path }) => path.length > 0),
    );
    const answer = await this.#send('PATCH', `${this.#pathOf(plan.owner)}?dry_run=true&force=true`, {
      value: patch,
    });
    const again = ((answer.body.errors ?? []) as { code: string }[]).some(({ code }) => code === 'left_over');
    if (again) throw new Error(`null was sent for ${JSON.stringify(left)}: ${JSON.stringify(answer.body)}`);
  }

  /** Checks that both configs resolve to their expected values. */
  async #check(changed: Owner): Promise<Record<'own' | 'linked', Revealed>> {
    for (const owner of ['own', 'linked', 'vault'] as const) this.#learn(this.#effective(owner));
    const vault = changed === 'vault' ? await this.#send('GET', this.#pathOf('vault')) : null;
    if (vault && vault.body.revision !== this.#stored.vault.length)
      throw new Error('the vault has another revision');
    return {
      own: await this.#resolve('own', changed === 'own'),
      linked: await this.#resolve('linked', changed !== 'own'),
    };
  }

  #learn(value: Json): void {
    const secrets = this.#rules.secretsOf(value);
    for (const pointer of secrets) this.#once.add(JSON.stringify(getAt(value, pointer)));
    for (const { pointer, value: leaf } of leavesOf(value)) {
      if (typeof leaf !== 'string' || this.#open.has(leaf) || secrets.includes(pointer)) continue;
      this.#open.add(leaf);
      if (this.#material.secrets.has(leaf)) count(this.#figures, 'secrets that another choice makes public');
    }
  }

  async #resolve(owner: 'own' | 'linked', changed: boolean): Promise<Revealed> {
    const path = this.#pathOf(owner);
    const reveal = () => this.#send('POST', `${path}/resolve`, { reason: 'a test' });
    let answer = await reveal();
    const stale = answer.status === 409 && answer.body.code === 'secrets_stale';
    if (stale) {
      const confirmed = await this.#send('POST', `${path}/confirm-secrets`, {});
      const { linked } = this.#stored;
      if (confirmed.status !== 200) throw new Error(`confirm: ${JSON.stringify(confirmed.body)}`);
      const list = owner === 'own' ? this.#stored.own : linked;
      if (confirmed.body.revision !== list.length + 1) throw new Error('confirmed without a revision');
      list.push(currentOf(this.#stored, owner));
      count(this.#figures, 'secrets withheld and confirmed');
      answer = await reveal();
    }
    if (answer.status !== 200 || !answer.body.revealed)
      throw new Error(`reveal: ${JSON.stringify(answer.body)}`);
    this.#checkResolved(owner, answer.body);
    if (changed) await this.#checkPlain(owner, answer.body);
    return { value: answer.body.value, stale };
  }

  #checkResolved(owner: 'own' | 'linked', body: Answer['body']): void {
    const { value, invalid } = body;
    const provenance = body.provenance as { path: string; from: string; revision?: number }[];
    const defaults = provenance.filter(({ from }) => from === 'schema_default').map(({ path }) => path);
    const wrong = differences(value, new Set(defaults), this.#effective(owner));
    if (wrong.length > 0) throw new Error(`${owner}: ${wrong.join('; ')}`);
    const reasons = (body.invalid_reasons ?? []) as { code: string }[];
    if (invalid && reasons.every(({ code }) => code === 'kept_secret')) this.#stored.invalid = true;
    const mustBeInvalid = owner === 'linked' && this.#stored.invalid;
    if (invalid !== mustBeInvalid) throw new Error(`${owner} says invalid: ${invalid}`);
    if (!invalid && !this.#rules.fits(value)) throw new Error(`${owner} resolves to what does not fit`);
    const { vault, pin } = this.#stored;
    const revisions = {
      own: this.#stored[owner].length || null,
      vault: owner === 'linked' ? (pin ?? vault.length) : null,
    };
    if (!isDeepStrictEqual({ own: body.revision, vault: body.vault_revision }, revisions)) {
      throw new Error(
        `${owner} resolves at ${body.revision} and ${body.vault_revision}: ${JSON.stringify(revisions)}`,
      );
    }
    const mine = new Set(leavesOf(currentOf(this.#stored, owner)).map(({ pointer }) => pointer));
    for (const { path, from, revision = null } of provenance) {
      if (from === 'schema_default' || path === '') continue;
      const expected = mine.has(path) ? 'own' : 'vault';
      if (from !== expected || revision !== revisions[expected]) {
        throw new Error(`${owner}: ${path} is from ${from} ${revision}`);
      }
    }
  }

  /** Checks that resolving without a reason leaves out the leaves that are or hold a secret, and lists them. */
  async #checkPlain(owner: Owner, { value }: Answer['body']): Promise<void> {
    const { body } = await this.#send('POST', `${this.#pathOf(owner)}/resolve`, {});
    const effective = this.#effective(owner);
    const secrets = this.#rules.secretsOf(value).filter((at) => getAt(effective, at) !== undefined);
    const kept = scalarsOf(effective).filter((at) => this.#once.has(JSON.stringify(getAt(effective, at))));
    const hidden = new Set<string>(body.hidden);
    const isIn = (pointer: string, places: string[]) => places.some((at) => related(at, pointer));
    const leaves = leavesOf(value).filter(({ path }) => path.length > 0);
    const wrong = leaves.filter(({ pointer }) =>
      hidden.has(pointer) ? !isIn(pointer, [...secrets, ...kept]) : isIn(pointer, secrets),
    );
    const shown = objectOf(leaves.filter(({ pointer }) => !hidden.has(pointer)));
    if (wrong.length > 0 || !isDeepStrictEqual(body.value, shown))
      throw new Error(
        `${owner} resolves to something else without a reason: ${wrong.map((it) => it.pointer)}`,
      );
  }

  /** Checks that a patch kept every secret that it did not send. */
  #keepsSecrets({ sent }: Plan, before: Json, { value }: Revealed): void {
    for (const pointer of this.#rules.secretsOf(before)) {
      if (sent?.some((other) => related(other, pointer))) continue;
      count(this.#figures, 'secrets that were not sent and are still there');
      if (!isDeepStrictEqual(getAt(value, pointer), getAt(before, pointer)))
        throw new Error(`${pointer} is lost`);
    }
  }

  /** Checks that secrets are withheld exactly when an address changed and a secret was not sent with it. */
  #withholds({ sent, method }: Plan, done: boolean, before: Json, stale: boolean): void {
    if (method !== 'PATCH') return;
    const after = this.#effective('own');
    const moved = !isDeepStrictEqual(this.#rules.addressesOf(before), this.#rules.addressesOf(after));
    const kept = this.#rules
      .secretsOf(after)
      .filter((pointer) => sent !== null && !sent.some((other) => related(other, pointer)));
    const expected = done && moved && kept.length > 0;
    const once = scalarsOf(after).some((at) => this.#once.has(JSON.stringify(getAt(after, at))));
    if (stale && moved && once) return;
    if (stale !== expected) throw new Error(`withheld: ${stale}; addresses changed: ${moved}; kept: ${kept}`);
  }
}
