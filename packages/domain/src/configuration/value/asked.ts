import { newQuestions, type Pointer, PointerSet, secretPaths, writtenLeaves } from '@berth/json-schema';
import { breathe } from '@berth/kernel';
import { type Context, keyOf } from '@berth/resource';
import { LRUCache } from 'lru-cache';
import { PUBLIC } from '../../catalog/tables/owned.ts';
import { hashOf } from './content/bonds.ts';
import { type JsonObject, overlay, type ValueDocument } from './content/document.ts';
import { valueErrors } from './content/errors.ts';
import { type Specification, secretsOf, sentAsSecret } from './content/secrets.ts';
import { REVEAL } from './revisions/attach.ts';

/** A value that is about to be checked with a specification. */
export interface Asking {
  /** The specification that decides. */
  to: Specification;
  /** The specification that decided about the value so far; null for a value that is made now. */
  from: Specification | null;
  own: ValueDocument | null;
  /** The own value afterwards, which hides leaves of the vault's; that of `own` by default. */
  over?: JsonObject | undefined;
  /** The vault's document below, with the specification that it was accepted with. */
  base: { document: ValueDocument; under: Specification } | null;
  /** The places of a secret after a migration. */
  placesOf?: ((pointer: Pointer) => readonly Pointer[]) | undefined;
  /** The leaves that are sent now: they are no kept secrets. */
  sent?: Pick<PointerSet, 'touches'> | undefined;
  /** False for a value that does not fit `from`. */
  isFit?: boolean;
  /** True to ask for combinations alone, which also look at leaves that an edit may change. */
  aroundAlone?: boolean;
}

/**
 * Tells if a specification may be asked about the content of kept secrets. One of the instance can be written to answer
 * questions about a secret, one pattern a question, so it is asked only for a key that may reveal such secrets. The
 * shipped ones were written by nobody who asks.
 */
export const mayAsk = ({ scopes }: Context, to: Specification, reveal: string = REVEAL): boolean =>
  to.owner_id === PUBLIC || scopes.has(reveal);

/**
 * Refuses a check whose outcome would tell something about a kept secret: of a specification that asks about it what
 * the one that it was accepted with does not. Looks at the places of secrets alone, and never at their content.
 * @throws DomainError `forbidden`.
 */
export async function refuseQuestions(ctx: Context, asking: Asking): Promise<void> {
  if (mayAsk(ctx, asking.to)) return;
  const places = await questionsOf(asking);
  if (places.length > 0) throw asksSecrets(ctx, places);
}

const MOST_SAID = 5;

/** Makes the error for a key that may not have a specification asked about the secrets at or below these places. */
export const asksSecrets = (ctx: Context, places: readonly Pointer[]) =>
  valueErrors.asksSecrets({
    key: keyOf(ctx),
    scope: REVEAL,
    places: places
      .slice(0, MOST_SAID)
      .map((place) => (place === '' ? 'the value' : place))
      .join(', '),
  });

/**
 * Lists the places, above secrets or at them, about which the specification asks what the ones before do not. The
 * places that a specification marks secret count also where the value has none yet.
 */
export async function questionsOf(asking: Asking): Promise<Pointer[]> {
  const { to, from, own, base, over = own?.value ?? {} } = asking;
  const found = new Set<Pointer>();
  if (from !== null && from.config_schema !== to.config_schema && !isSame(from, to)) {
    const effective = overlay(base?.document.value ?? null, own?.value ?? {});
    const secrets = await secretsOf(from, effective, sentAsSecret(own, base?.document ?? null));
    // Those of the vault were accepted with its specification
    const mine = base === null ? null : new PointerSet(writtenLeaves(own?.value ?? {}));
    const held = mine === null ? secrets : secrets.filter((pointer) => mine.touches(pointer));
    for (const place of await newIn(from, asking, held, secrets)) found.add(place);
    // Copies would tell the length of a secret by the limits of a value
    if (asking.placesOf && secrets.some((pointer) => (asking.placesOf?.(pointer).length ?? 0) > 1))
      found.add('');
  }
  if (base !== null && !isSame(base.under, to)) {
    const { under, document } = base;
    const sent = asking.over === undefined ? asking.sent : undefined;
    const secrets = await secretsOf(under, document.value, Object.keys(document.bound));
    const hiding = new PointerSet(writtenLeaves(over));
    const below = secrets.filter((pointer) => !hiding.touches(pointer));
    const notKept = {
      touches: (pointer: Pointer) => hiding.touches(pointer) || sent?.touches(pointer) === true,
    };
    const asked = { ...asking, placesOf: undefined, sent: notKept };
    for (const place of await newIn(under, asked, below)) found.add(place);
    // A secret that an own leaf hid so far is asked about for the first time
    const before = new PointerSet(writtenLeaves(own?.value ?? {}));
    const shown = asking.aroundAlone ? below.filter((pointer) => before.touches(pointer)) : [];
    if (shown.length > 0)
      for (const place of await newIn(under, { ...asked, aroundAlone: false }, shown)) found.add(place);
  }
  return [...found].sort();
}

const isSame = (one: Specification, other: Specification): boolean =>
  one.config_schema === other.config_schema || (one.id === other.id && one.config_visibility !== 'encrypted');

/**
 * The results for pairs of schemas, within about 4 MB: the configs of a deployment often have secrets at the same
 * places.
 */
const known = new LRUCache<string, readonly Pointer[]>({ maxSize: 4 * 1024 * 1024 });

/** The numbers of schema objects, by which their pairs are named. */
const numbers = new WeakMap<object, number>();
let lastNumber = 0;

function numberOf(schema: object): number {
  const number = numbers.get(schema) ?? ++lastNumber;
  numbers.set(schema, number);
  return number;
}

async function newIn(
  under: Specification,
  { to, placesOf, sent, isFit = true, aroundAlone = false }: Asking,
  secrets: readonly Pointer[],
  all: readonly Pointer[] = secrets,
): Promise<readonly Pointer[]> {
  await breathe();
  const marks = secretPaths(under.config_schema, { visibility: 'plain', marked: under.secret_paths });
  const held = new Set(all);
  const kept = (pointer: Pointer) => sent?.touches(pointer) !== true;
  const places = [
    ...secrets
      .filter(kept)
      .flatMap((from) => (placesOf?.(from) ?? [from]).map((place) => ({ from, to: place }))),
    ...marks
      .filter((place) => place !== '' && !held.has(place) && kept(place))
      .map((place) => ({ from: place, to: place })),
  ];
  if (places.length === 0) return [];
  await breathe();
  const [one, other] = [under.config_schema, to.config_schema] as [object, object];
  const name = [numberOf(one), numberOf(other), hashOf(JSON.stringify([isFit, aroundAlone, places]))].join();
  const found = known.get(name) ?? (await newQuestions(one, other, places, { exact: !isFit, aroundAlone }));
  known.set(name, found, { size: 200 + found.reduce((size, place) => size + 40 + 2 * place.length, 0) });
  await breathe();
  return found;
}
