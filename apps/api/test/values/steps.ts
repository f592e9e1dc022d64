import * as fc from 'fast-check';
import { parsePointer } from '../../../../packages/json-schema/src/index.ts';
import { withAt } from '../support/secrecy-canaries.ts';
import type { Material } from './material.ts';
import {
  currentOf,
  effectiveOf,
  isObject,
  type Json,
  type Leaf,
  leavesOf,
  merged,
  type Owner,
  objectOf,
  type Rules,
  related,
  type Stored,
} from './model.ts';

/** A step as fast-check generates it. The numbers select a value, revision, mistake or leaves, modulo their count. */
export interface Step {
  kind: 'patch' | 'remove' | 'replace' | 'mistake' | 'restore' | 'pin' | 'confirm' | 'mask' | 'digest';
  owner: Owner;
  pick: number;
  /** One bit for each leaf. */
  leaves: number;
  /** One bit for each leaf: selects those that are sent as null. */
  nulls: number;
  /** Selects one of the two ways to make the change. */
  asPatch: boolean;
  force: boolean;
  guard: 'none' | 'right' | 'wrong';
}

const bits = fc.integer({ min: 0, max: 2 ** 24 - 1 });

export const anyStep: fc.Arbitrary<Step> = fc.record(
  {
    kind: fc.oneof(
      { weight: 5, arbitrary: fc.constant('patch' as const) },
      { weight: 2, arbitrary: fc.constantFrom('replace' as const, 'restore' as const, 'mistake' as const) },
      { weight: 2, arbitrary: fc.constantFrom('remove' as const, 'pin' as const) },
      { weight: 2, arbitrary: fc.constantFrom('mask' as const, 'digest' as const, 'confirm' as const) },
    ),
    owner: fc.constantFrom('own', 'linked', 'vault'),
    pick: fc.nat({ max: 1_000 }),
    leaves: fc.oneof(bits, fc.constant(2 ** 24 - 1)),
    nulls: fc.tuple(bits, bits, bits).map(([a, b, c]) => a & b & c),
    asPatch: fc.boolean(),
    force: fc.boolean(),
    guard: fc.constantFrom('none', 'none', 'none', 'right', 'wrong'),
  },
  { noNullPrototype: true },
);

/** Steps that bring a config into conflict with the vault it follows. */
export const forcedStep: fc.Arbitrary<Step> = fc
  .tuple(anyStep, fc.constantFrom('patch', 'replace', 'replace', 'restore', 'pin', 'remove', 'confirm'))
  .map(([step, kind]) => {
    const owner = step.owner === 'own' ? 'linked' : step.owner;
    return { ...step, kind, owner, force: true, pick: owner === 'linked' ? 1 : step.pick };
  });

const step = (more: Partial<Step>): Step => ({
  kind: 'replace',
  owner: 'own',
  pick: 0,
  leaves: 2 ** 24 - 1,
  nulls: 0,
  asPatch: true,
  force: true,
  guard: 'none',
  ...more,
});

/** Moves to another choice and leaves members of the first. */
export const leavesChoice: Step[] = [step({ kind: 'patch', pick: 1 })];

/** Gives the config leaves of its own, then gives its vault leaves that exclude them. */
export const breaksFollower: Step[] = [
  step({ owner: 'linked', pick: 1, leaves: 0b10 }),
  step({ owner: 'vault' }),
];

/** A request that changes a value, and the value after it. */
export interface Plan {
  owner: Owner;
  method: 'PATCH' | 'POST';
  /** The rest of the path, after the owner's own path. */
  tail: string;
  body: Json;
  next: Json;
  pin: number | null;
  /** Pointers to the leaves that the request sends; null when it replaces the whole value. */
  sent: string[] | null;
  /**
   * True when the request must be refused under any schema, because it sends a mask or a digest in place of a secret.
   */
  refused: boolean;
}

type Change = Pick<Plan, 'body' | 'next' | 'sent'>;

interface Scene {
  material: Material;
  rules: Rules;
  stored: Stored;
  /** A digest that the API has shown for a secret of the owner. */
  digestOf(owner: Owner): Promise<string | null>;
}

/** Makes the request of a step in this state; null when the step has no target. */
export async function planOf(scene: Scene, step: Step): Promise<Plan | null> {
  const { stored } = scene;
  const owner = step.kind === 'pin' ? 'linked' : step.owner;
  const plan = { owner, method: 'PATCH' as const, tail: '', pin: stored.pin, refused: false };
  const change = await changeOf(scene, step, owner);
  if (step.kind === 'pin') {
    const pin = step.asPatch ? null : (step.pick % stored.vault.length) + 1;
    const also =
      change && step.nulls % 2 === 1 ? change : { body: {}, next: currentOf(stored, owner), sent: [] };
    return { ...plan, ...also, body: { ...also.body, vault_revision: pin }, pin };
  }
  if (step.kind === 'confirm') {
    return {
      ...plan,
      method: 'POST',
      tail: '/confirm-secrets',
      body: {},
      next: currentOf(stored, owner),
      sent: [],
    };
  }
  if (step.kind === 'restore') {
    const n = step.pick % Math.max(1, stored[owner].length);
    const next = stored[owner][n];
    if (next === undefined) return null;
    return { ...plan, method: 'POST', tail: `/revisions/${n + 1}/restore`, body: {}, next, sent: null };
  }
  const refused = step.kind === 'mask' || step.kind === 'digest';
  return change && { ...plan, ...change, refused };
}

async function changeOf(scene: Scene, step: Step, owner: Owner): Promise<Change | null> {
  const { material, stored } = scene;
  const { values, mutants } = material;
  const [first] = values;
  const value = values[step.pick % values.length] ?? first;
  const current = currentOf(stored, owner);
  switch (step.kind) {
    case 'patch':
    case 'pin':
      return patched(current, objectOf(withNulls(chosen(leavesOf(value), step.leaves), step.nulls)));
    case 'remove':
      return patched(current, objectOf(withNulls(chosen(leavesOf(current), step.leaves), -1)));
    case 'replace':
      return replaced(owner, owner === 'linked' ? objectOf(chosen(leavesOf(value), step.leaves)) : value);
    case 'mistake': {
      const mutant = mutants[step.pick % Math.max(1, mutants.length)]?.instance;
      if (!isObject(mutant)) return null;
      return step.asPatch ? patched(current, mutant) : replaced(owner, mutant);
    }
    case 'mask':
    case 'digest':
      return forged(scene, step, owner);
    default:
      return null;
  }
}

const chosen = (leaves: Leaf[], which: number): Leaf[] =>
  leaves.filter(({ path }, index) => path.length > 0 && ((which >> (index % 24)) & 1) === 1);

const withNulls = (leaves: Leaf[], which: number): Leaf[] =>
  leaves.map((leaf, index) => (((which >> (index % 24)) & 1) === 1 ? { ...leaf, value: null } : leaf));

const patched = (current: Json, patch: Json): Change => ({
  body: { value: patch },
  next: merged(current, patch) as Json,
  // An empty object in a patch writes nothing.
  sent: leavesOf(patch).flatMap(({ pointer, value }) => (isObject(value) ? [] : [pointer])),
});

/** A null in an override has no effect on the vault's value, so none is kept. */
const replaced = (owner: Owner, value: Json): Change => ({
  body: { value_replace: value },
  next: owner === 'linked' ? (merged({}, value) as Json) : value,
  sent: null,
});

/** Sends the mask or digest of a secret in its place; null when the value has no secret. */
async function forged(scene: Scene, step: Step, owner: Owner): Promise<Change | null> {
  const { stored, rules } = scene;
  const current = currentOf(stored, owner);
  const effective = effectiveOf(stored, owner, current);
  const secrets = rules.secretsOf(effective);
  const pointer = secrets[step.pick % Math.max(1, secrets.length)];
  if (pointer === undefined) return null;
  const path = parsePointer(pointer) ?? [];
  const shown = await shownFor(scene, step, owner, effective, path);
  const unit = leavesOf(effective).find((leaf) => related(leaf.pointer, pointer));
  if (!unit || unit.path.length === 0 || shown === null) return null;
  const value = withAt(unit.value, path.slice(unit.path.length), shown);
  const change = step.asPatch
    ? patched(current, objectOf([{ path: unit.path, value }]))
    : replaced(owner, merged(current, objectOf([{ path: unit.path, value }])) as Json);
  return rules.secretsOf(effectiveOf(stored, owner, change.next)).includes(pointer) ? change : null;
}

async function shownFor(
  { digestOf }: Scene,
  { kind, leaves }: Step,
  owner: Owner,
  effective: Json,
  path: string[],
): Promise<string | null> {
  if (kind === 'digest') return digestOf(owner);
  const secret = path.reduce<unknown>((value, name) => (value as Json)[name], effective);
  return leaves % 2 === 0 ? '********' : `****${String(secret).slice(-4)}`;
}
