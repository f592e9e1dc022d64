import { type Pointer, PointerSet, writtenLeaves } from '@berth/json-schema';
import { breathe, mapInSlices } from '@berth/kernel';
import { bondsNamed, nameOfBond } from '../content/bonds.ts';
import type { ValueDocument } from '../content/document.ts';
import { markedBond, withMarks } from '../content/marks.ts';
import { secretsOf, sentAsSecret } from '../content/secrets.ts';
import type { Attempt } from './attempt.ts';
import { effectiveBefore, vaultBefore } from './ground.ts';
import { wasSent } from './sent.ts';

/**
 * Makes the document to store: binds each sent secret to the current destinations. Other secrets keep those that the
 * document of what the edit keeps has for them.
 */
export async function boundDocument(
  attempt: Attempt,
  { value, bound, bonds: followed }: ValueDocument,
): Promise<ValueDocument> {
  const { terms, ground, edit, sent, effective } = attempt;
  const { base, baseBefore, own } = ground;
  const from = edit.kind === 'restore' ? edit.revision.document : own;
  const since = own?.since ?? from?.since;
  const confirmed = edit.kind === 'confirm';
  const kept = new Map(Object.entries(bound));
  const old = confirmed ? sentAsSecret({ value, bound }, base) : [...kept.keys()];
  const before = await secretsBefore(attempt);
  const secrets = (await secretsOf(terms.specification, effective, old)).sort();
  if (secrets.length === 0) return { value, bound: {}, bonds: {}, ...(since ? { since } : {}) };
  await breathe();
  const mine = new PointerSet(writtenLeaves(value));
  const { bond, marks } = await markedBond(terms, {
    before: { own: from ?? null, vault: vaultBefore(ground), value: effectiveBefore(ground) },
    after: { vault: base, value: effective },
    secrets: [...secrets, ...before, ...Object.keys(own?.bound ?? {})],
    isMine: (pointer) => mine.touches(pointer),
    wasSent: (pointer) => wasSent(sent, pointer),
    moved: sent.moved,
    isMigrated: attempt.migrated !== null,
    comparing: ground.comparing ?? false,
  });
  const here = nameOfBond(bond);
  await breathe();
  const isNew = (pointer: Pointer) => wasSent(sent, pointer) || !(kept.has(pointer) || before.has(pointer));
  const isSent = (pointer: Pointer) => isNew(pointer) && mine.touches(pointer);
  const named = await mapInSlices(secrets, (pointer) => {
    const name = confirmed || isSent(pointer) ? here : kept.get(pointer);
    return name === undefined ? [] : [[pointer, name] as const];
  });
  const bindings = named.flat();
  const names = bindings.map(([, name]) => name);
  const document: ValueDocument = {
    value,
    bound: Object.fromEntries(bindings),
    // The current bond comes first, because there may be no room for the leaves of all
    bonds: bondsNamed(
      [...(names.includes(here) ? [here] : []), ...names],
      Object.assign({}, (baseBefore ?? base)?.bonds, from?.bonds, followed, { [here]: bond }),
    ),
    ...(since ? { since } : {}),
  };
  return withMarks(document, marks);
}

/**
 * The secrets before an edit. A leaf that was plain holds none that could be redirected, and neither does one that a
 * migration took to the place of a secret.
 */
async function secretsBefore({ terms, ground, edit, migrated }: Attempt): Promise<Set<Pointer>> {
  const { own } = ground;
  if (migrated !== null || own === null) return new Set();
  const specification = edit.kind === 'move' ? edit.from : terms.specification;
  return new Set(await secretsOf(specification, effectiveBefore(ground), Object.keys(own.bound)));
}
