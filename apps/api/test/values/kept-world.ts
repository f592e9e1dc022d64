import { expect } from 'vitest';
import { getAt, setAllAt, toPointer } from '../../../../packages/json-schema/src/index.ts';
import type { Client } from '../support/harness.ts';
import type { Answer } from '../support/json-http.ts';
import type { Move } from './kept-move.ts';
import { decider, patchOf, type Schema, sample } from './kept-schemas.ts';
import { inArray, isCanary, scalarsOf, withItems } from './kept-values.ts';
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
  type Stored,
} from './model.ts';

/** A text that was sent at a secret place, and the addresses that the value had then. */
interface Sent {
  secret: boolean;
  addresses: string;
}

/** The keys of a scene: one that may do everything, one that writes and one that reads, both without secrets. */
export interface Keys {
  admin: Client;
  writer: Client;
  reader: Client;
}

/** A change that a move asks for: the body, and the value that it makes. */
interface Change {
  method: 'PATCH' | 'POST';
  tail: string;
  body: Json;
  next: Json;
  pin: number | null;
}

/** A vault, a config that follows it and one with a value of its own; a writer without secrets changes them. */
export class KeptWorld {
  readonly story: string[] = [];
  readonly counts = new Map<string, number>();
  readonly #keys: Keys;
  readonly #schema: Schema;
  readonly #rules: Rules;
  readonly #ids: Record<Owner, string>;
  readonly #stored: Stored;
  readonly #sent = new Map<string, Sent>();
  /** Plain texts of the linked config that a change of the vault has made secrets. No bond of theirs is known. */
  readonly #turned = new Set<string>();
  #texts = 0;

  private constructor(keys: Keys, schema: Schema, ids: Record<Owner, string>, stored: Stored) {
    this.#keys = keys;
    this.#schema = schema;
    this.#rules = new Rules(schema);
    this.#ids = ids;
    this.#stored = stored;
  }

  /** Makes the rows; null when the schema accepts none of a few values. */
  static async start(
    keys: Keys,
    provider_id: string,
    schema: Schema,
    seed: number,
  ): Promise<KeptWorld | null> {
    const rules = new Rules(schema);
    const ids = { vault: '', own: '', linked: '' };
    const world = new KeptWorld(keys, schema, ids, {
      vault: [],
      own: [],
      linked: [],
      pin: null,
      invalid: false,
    });
    const values = Array.from({ length: 12 }, (_, n) => world.#sample(seed + n)).filter(rules.fits);
    const [whole, own = whole] = values;
    // An override of a leaf that the vault lacks is the only secret at its place
    const vault = whole && seed % 2 === 0 ? world.#thin(whole, seed) : whole;
    if (vault === undefined || own === undefined) return null;
    const { admin } = keys;
    ids.vault = (await admin.create('provider-config-vaults', { provider_id, name: 'V', value: vault })).id;
    ids.own = (await admin.create('provider-configs', { provider_id, value: own })).id;
    const made = { provider_id, provider_config_vault_id: ids.vault };
    ids.linked = (await admin.create('provider-configs', made)).id;
    world.#stored.vault.push(vault);
    world.#stored.own.push(own);
    world.#learn('vault', vault);
    world.#learn('own', own);
    await world.#check();
    return world;
  }

  /** Makes a move as the writer, and checks everything that must hold after it. */
  async run(move: Move): Promise<void> {
    const change = await this.#changeOf(move);
    if (change === null) return;
    const { method, tail, body, next, pin } = change;
    const before = this.#effective(move.owner);
    const plain = this.#plainOfLinked();
    const path = `${this.#pathOf(move.owner)}${tail}${move.force && move.owner === 'vault' ? '?force=true' : ''}`;
    const answer = await this.#keys.writer.request(method, path, body);
    this.story.push(`${move.kind} ${method} ${path} ${JSON.stringify(body)}: ${answer.status}`);
    expect([200, 400, 409]).toContain(answer.status);
    this.#seek(path, answer);
    this.#count(`${move.kind} ${answer.status}`);
    for (const { code } of answer.body.errors ?? []) this.#count(code);
    if (answer.status === 200) {
      this.#store(move.owner, next, pin, answer.body.revision);
      if (method === 'PATCH') this.#learn(move.owner, body);
      this.#noteTurned(move.owner === 'vault' ? plain : new Set());
      if (move.kind === 'echo') {
        const after = this.#effective(move.owner);
        expect(
          differences(after, new Set(), before).filter((text) => !text.endsWith('not be there')),
        ).toEqual([]);
      }
    }
    await this.#check();
  }

  #count = (what: string): void => {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  };

  #effective = (owner: Owner): Json => effectiveOf(this.#stored, owner, currentOf(this.#stored, owner));

  /** The own texts of the linked config that are no secrets. */
  #plainOfLinked = (): Set<string> => {
    const effective = this.#effective('linked');
    const secrets = new Set(this.#rules.secretsOf(effective));
    const plain = scalarsOf(currentOf(this.#stored, 'linked')).filter(
      (path) => !secrets.has(toPointer(path)),
    );
    return new Set(plain.map((path) => String(getAt(effective, path))));
  };

  #noteTurned(plain: ReadonlySet<string>): void {
    const still = this.#plainOfLinked();
    for (const text of still) this.#turned.delete(text);
    for (const text of plain) {
      if (!isCanary(text) || still.has(text)) continue;
      this.#turned.add(text);
      this.#count('turned');
    }
  }

  #pathOf = (owner: Owner): string =>
    `${owner === 'vault' ? 'provider-config-vaults' : 'provider-configs'}/${this.#ids[owner]}`;

  #text = (): string => `canary-${this.#ids.vault.slice(-6)}-${(this.#texts++).toString(36)}-end`;

  #sample = (seed: number): Json => sample(this.#schema, decider(seed), this.#text);

  /** Leaves out members of a value as far as the rest fits. */
  #thin = (value: Json, seed: number): Json => {
    const decide = decider(seed);
    const some = Object.entries(value).filter(([name]) => name === 'base_url' || decide(3) === 0);
    const thin = Object.fromEntries(some);
    return this.#rules.fits(thin) ? thin : value;
  };

  async #changeOf({ kind, owner, seed }: Move): Promise<Change | null> {
    const decide = decider(seed);
    const current = currentOf(this.#stored, owner);
    const plan = { method: 'PATCH', tail: '', pin: this.#stored.pin } as const;
    const value = this.#sample(seed);
    switch (kind) {
      case 'patch': {
        const patch = patchOf(value, decide);
        return { ...plan, body: { value: patch }, next: merged(current, patch) as Json };
      }
      case 'replace': {
        const part = owner === 'linked' ? patchOf(value, decide) : value;
        return { ...plan, body: { value_replace: part }, next: merged({}, part) as Json };
      }
      case 'address': {
        const hosts = [0, 1, 2].map((n) => `https://h${n}.test`);
        const others = hosts.filter((host) => host !== this.#effective(owner).base_url);
        const patch = { base_url: others[decide(others.length)] };
        return { ...plan, body: { value: patch }, next: merged(current, patch) as Json };
      }
      case 'clear': {
        const nulls = Object.fromEntries(Object.keys(current).map((name) => [name, null]));
        return { ...plan, body: { value: nulls }, next: {} };
      }
      case 'echo': {
        if (owner === 'vault') return null;
        const shown = (await this.#keys.reader.post(`${this.#pathOf(owner)}/resolve`, {})).body.value;
        return { ...plan, body: { value: shown }, next: merged(current, shown) as Json };
      }
      case 'shown':
        return this.#shown(owner, value, decide);
      case 'undo':
      case 'restore': {
        const { length } = this.#stored[owner];
        const n = kind === 'undo' ? length - 2 : decide(Math.max(1, length));
        const next = this.#stored[owner][n];
        return next === undefined
          ? null
          : { ...plan, method: 'POST', tail: `/revisions/${n + 1}/restore`, body: {}, next };
      }
      case 'back':
        return owner === 'linked' ? { ...plan, body: { vault_revision: 1 }, next: current, pin: 1 } : null;
      case 'plain': {
        const effective = this.#effective(owner);
        const secrets = new Set(this.#rules.secretsOf(effective));
        const plain = scalarsOf(effective).filter(
          (path) =>
            isCanary(getAt(effective, path)) && !secrets.has(toPointer(path)) && !inArray(effective, path),
        );
        const path = plain[decide(Math.max(1, plain.length))];
        if (path === undefined) return null;
        const patch = objectOf([{ path, value: this.#text() }]);
        return { ...plan, body: { value: patch }, next: merged(current, patch) as Json };
      }
      case 'turn':
        return owner === 'vault' ? this.#turn(seed) : null;
      case 'forward':
        return owner === 'linked' ? this.#forward() : null;
      case 'pin': {
        if (owner !== 'linked') return null;
        const pin = decide(2) === 0 ? null : decide(this.#stored.vault.length) + 1;
        return { ...plan, body: { vault_revision: pin }, next: current, pin };
      }
    }
  }

  /** Sends a value with masks for some leaves of the effective value, as a face does that shows masks. */
  #shown(owner: Owner, value: Json, decide: (choices: number) => number): Change | null {
    const before = this.#effective(owner);
    const isSecret = (path: string[]) => this.#sent.get(getAt(before, path) as string)?.secret === true;
    const scalars = scalarsOf(before).filter((path) => path.length > 0 && (isSecret(path) || decide(3) > 0));
    const masked = setAllAt(
      before,
      scalars.map((path) => [toPointer(path), '********'] as const),
    ) as Json;
    const changed = merged(masked, patchOf(value, decide)) as Json;
    const whole = (decide(2) === 0 ? withItems(changed, () => this.#text()) : changed) as Json;
    const keep = scalars
      .map((path) => toPointer(path))
      .filter((pointer) => getAt(whole, pointer) === '********');
    const content = keep.map((pointer) => [pointer, getAt(before, pointer)] as const);
    const sent = setAllAt(whole, content) as Json;
    if (JSON.stringify(sent).includes('********')) return null;
    const { vault, pin } = this.#stored;
    const vault_revision = owner === 'linked' ? (pin ?? vault.length) : null;
    const moved = owner === 'linked' && decide(3) === 0 ? { vault_revision: vault.length } : {};
    const next = owner === 'linked' ? this.#ownPart(sent, moved.vault_revision ?? null) : sent;
    return {
      method: 'PATCH',
      tail: '',
      body: { value_shown: { value: whole, keep, vault_revision }, ...moved },
      next,
      pin: moved.vault_revision ?? pin,
    };
  }

  /** Finds a value of the vault that makes a secret of a plain text of the linked config. */
  #turn(seed: number): Change | null {
    const own = currentOf(this.#stored, 'linked');
    const plain = this.#plainOfLinked();
    if (this.#stored.pin !== null || plain.size === 0) return null;
    const values = Array.from({ length: 30 }, (_, n) => this.#sample(seed + n)).filter(this.#rules.fits);
    const next = values.find((value) => {
      const effective = merged(value, own) as Json;
      return this.#rules.secretsOf(effective).some((pointer) => plain.has(String(getAt(effective, pointer))));
    });
    return next === undefined
      ? null
      : { method: 'PATCH', tail: '', body: { value_replace: next }, next, pin: null };
  }

  /** Keeps every secret of the linked config while it moves to the vault's last revision and takes its address. */
  #forward(): Change | null {
    const before = this.#effective('linked');
    const { vault, pin } = this.#stored;
    const last = vault.length;
    const isSecret = (path: string[]) => this.#sent.get(getAt(before, path) as string)?.secret === true;
    const keep = scalarsOf(before).filter(isSecret).map(toPointer);
    const address = vault[last - 1]?.base_url;
    const own = { ...before, base_url: address };
    const value = setAllAt(
      own,
      keep.map((pointer) => [pointer, null] as const),
    ) as Json;
    return {
      method: 'PATCH',
      tail: '',
      body: { value_shown: { value, keep, vault_revision: pin ?? last }, vault_revision: last },
      next: this.#ownPart(own, last),
      pin: last,
    };
  }

  /** The leaves of an effective value that differ from the vault's, and those that were own before. */
  #ownPart(whole: Json, pin: number | null): Json {
    const base = this.#stored.vault[(pin ?? this.#stored.pin ?? this.#stored.vault.length) - 1];
    const mine = new Set(leavesOf(currentOf(this.#stored, 'linked')).map(({ pointer }) => pointer));
    const own = leavesOf(whole).filter(
      ({ path, pointer, value }) =>
        path.length > 0 &&
        (mine.has(pointer) || JSON.stringify(getAt(base, pointer)) !== JSON.stringify(value)),
    );
    return objectOf(own);
  }

  #store(owner: Owner, next: Json, pin: number | null, revision: number | null): void {
    if (revision === this.#stored[owner].length + 1) this.#stored[owner].push(next);
    this.#stored.pin = pin;
  }

  /** Notes the texts of a body that was accepted: which are secrets, and for which addresses. */
  #learn(owner: Owner, body: Json): void {
    const effective = this.#effective(owner);
    const secrets = new Set(this.#rules.secretsOf(effective));
    const addresses = JSON.stringify(this.#rules.addressesOf(effective));
    const said = JSON.stringify(body);
    for (const path of scalarsOf(effective)) {
      const text = getAt(effective, path);
      if (typeof text !== 'string' || !text.startsWith('canary-') || this.#sent.has(text)) continue;
      if (!said.includes(`"${text}"`)) continue;
      this.#sent.set(text, { secret: secrets.has(toPointer(path)), addresses });
    }
  }

  /** Checks the answers about each row for a key without secrets, and that a reveal keeps to the addresses. */
  async #check(): Promise<void> {
    const { admin, reader } = this.#keys;
    const ask = (method: string, path: string, body?: Json) => this.#ask(reader, method, path, body);
    for (const owner of ['vault', 'own', 'linked'] as const) {
      await ask('GET', this.#pathOf(owner));
      if (owner === 'vault') continue;
      const path = `${this.#pathOf(owner)}/resolve`;
      await ask('POST', path, {});
      const { status, body } = await admin.post(path, { reason: 'a test' });
      this.#count(`reveal ${status}`);
      if (status === 200) this.#checkRevealed(owner, body);
      else this.#checkStale(owner, body);
    }
  }

  /** Checks that a secret is refused for a reason: it, or another one, was sent for other addresses. */
  #checkStale(owner: 'own' | 'linked', body: Answer['body']): void {
    expect(body.code).toBe('secrets_stale');
    const effective = this.#effective(owner);
    const addresses = JSON.stringify(this.#rules.addressesOf(effective));
    const isHeld = (path: string[]): boolean => {
      if (this.#turned.has(String(getAt(effective, path)))) return true;
      const sent = this.#sent.get(getAt(effective, path) as string);
      return sent !== undefined && !(sent.secret && sent.addresses === addresses);
    };
    if (!scalarsOf(effective).some(isHeld)) throw new Error(`${owner}: no secret is for another address`);
  }

  /** Checks the history of each row. */
  async finish(): Promise<void> {
    const { admin, reader } = this.#keys;
    for (const id of Object.values(this.#ids)) {
      await this.#ask(reader, 'GET', `value-revisions?owner_id=${id}`);
      await this.#ask(admin, 'GET', `audit-events?resource_id=${id}`);
    }
  }

  async #ask(client: Client, method: string, path: string, body?: Json): Promise<void> {
    const answer = await client.request(method, path, body);
    expect([path, answer.status]).toEqual([path, 200]);
    this.#seek(path, answer);
  }

  #seek(where: string, { body }: Answer): void {
    const text = JSON.stringify(body);
    const leaked = (text.match(/canary-\w+-\w+-end/g) ?? []).filter(
      (canary) => this.#sent.get(canary)?.secret,
    );
    if (leaked.length > 0) throw new Error(`${where} shows ${leaked}`);
  }

  #checkRevealed(owner: 'own' | 'linked', { value, provenance }: Answer['body']): void {
    const defaults = provenance.filter(({ from }: { from: string }) => from === 'schema_default');
    const known = new Set<string>(defaults.map(({ path }: { path: string }) => path));
    expect(differences(value, known, this.#effective(owner))).toEqual([]);
    const addresses = JSON.stringify(this.#rules.addressesOf(this.#effective(owner)));
    for (const path of scalarsOf(value)) {
      if (owner === 'linked' && this.#turned.has(String(getAt(value, path))))
        throw new Error(`${toPointer(path)} has become a secret, and goes to an address it was not sent for`);
      const sent = this.#sent.get(getAt(value, path) as string);
      if (!sent?.secret) continue;
      this.#count('secrets revealed');
      if (sent.addresses !== addresses)
        throw new Error(`${owner}: ${toPointer(path)} goes to another address`);
    }
  }
}
