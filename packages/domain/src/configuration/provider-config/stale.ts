import { type Pointer, PointerSet, parsePointer } from '@berth/json-schema';
import type { DomainError, Problem } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { providerConfigEntity } from '../tables/provider-config.ts';
import {
  type Bond,
  effectiveOf,
  hashOf,
  hasSameParts,
  headersOf,
  historyFor,
  layersWithBonds,
  marksOf,
  mayCompareConfigs,
  type OriginParts,
  originOf,
  originParts,
  placesIn,
  REVEAL,
  type Stale,
  secretsIn,
  staleSecrets,
  type Terms,
  type TestedVersion,
  versionsById,
  wholeOf,
} from '../value/index.ts';
import { configErrors, configProblems } from './errors.ts';
import type { StoredValue } from './stored-value.ts';

/**
 * Refuses to reveal secrets that were sent for other destinations than the value now has, unless a key that may see
 * them has confirmed the new ones. Otherwise an editor of an address could redirect the secrets to it.
 * @throws DomainError `secrets_stale`, with each secret and the destinations that changed.
 */
export async function refuseStale(ctx: Context, stored: StoredValue): Promise<void> {
  const { specification } = stored;
  // A key that gets the secrets may compare them
  const stale = await staleSecrets(specification, await documentsOf(ctx, stored), true);
  if (stale.length > 0) throw staleError(stored, stale);
}

/**
 * Refuses also to send secrets that were sent for another test: to another origin than the test asked then, or in a
 * header that did not carry them. Otherwise a new version of the provider could collect the secrets of all configs.
 * @throws DomainError `secrets_stale`.
 */
export async function refuseStaleTest(ctx: Context, terms: Terms, stored: StoredValue): Promise<void> {
  const stale = await staleInTest(ctx, terms, stored);
  if (stale.length > 0) throw staleError(stored, stale);
}

/**
 * Refuses to send stored secrets to an address that an unsaved edit names. A key that may reveal them may do so, with a
 * value whose own test would send them.
 * @throws DomainError `secrets_stale`.
 */
export async function refuseStaleEdit(
  ctx: Context,
  terms: Terms,
  { stored, edited }: Record<'stored' | 'edited', StoredValue>,
): Promise<void> {
  const stale = await staleInTest(ctx, terms, edited);
  if (stale.length === 0) return;
  if (ctx.scopes.has(REVEAL) && (await staleInTest(ctx, terms, stored)).length === 0) return;
  throw staleError(stored, stale);
}

/** Finds the secrets that a test of the value may not send. */
async function staleInTest(ctx: Context, terms: Terms, stored: StoredValue): Promise<Stale[]> {
  const { specification } = terms;
  const documents = await documentsOf(ctx, stored);
  const comparing = mayCompareConfigs(ctx);
  const stale = await staleSecrets(specification, documents, comparing);
  if (stale.length > 0) return stale;
  const bonds = [documents.own, documents.vault].flatMap((document) => Object.values(document?.bonds ?? {}));
  const named = [...new Set(bonds.map(({ version }) => version))].filter((id) => id !== null);
  const others = named.filter((id) => id !== terms.version?.id);
  const versions = new Map((await versionsById(ctx, others)).map((version) => [version.id, version]));
  const effective = effectiveOf(stored);
  const whole = await wholeOf(specification, effective);
  const unseen = comparing
    ? null
    : {
        parts: await originParts(terms, whole, marksOf(documents.own, documents.vault)),
        secrets: new PointerSet(await secretsIn(stored, effective)),
      };
  const uses = usesOf(terms.version, whole, unseen);
  return staleSecrets(specification, documents, comparing, (bond, pointer) =>
    uses.fits(pointer, bond, versions.get(bond.version ?? '') ?? null),
  );
}

async function documentsOf(ctx: Context, { specification, own, vault }: StoredValue) {
  const history = await historyFor(ctx, specification, [own, vault]);
  const layers = await layersWithBonds(specification, history, { own, vault });
  return { own: layers.own?.document ?? null, vault: layers.vault?.document ?? null };
}

/** The parts of the origin of a test, and the secrets among which they may be, for a key that may not compare. */
interface Unseen {
  parts: OriginParts;
  secrets: PointerSet;
}

/**
 * The uses that the test of a version makes of the secrets of a whole value. With `unseen`, no secret that the origin
 * is made of is compared by its content.
 */
function usesOf(version: TestedVersion | null, whole: Record<string, unknown>, unseen: Unseen | null) {
  const test = version?.test ?? null;
  const origin = originOf(test, whole);
  const headers = [...(test ? headersOf(test) : [])].map(([name, template]) => ({
    name,
    template,
    carries: new PointerSet(placesIn(template, whole)),
  }));
  const inUrl = new PointerSet(test ? placesIn(test.url, whole) : []);
  return {
    /** True when the test does not send the secret, or sends it as the version did for which it was bound. */
    fits(pointer: Pointer, bond: Bond, bound: TestedVersion | null): boolean {
      const carriers = headers.filter(({ carries }) => carries.touches(pointer));
      const isSent = test === null || carriers.length > 0 || inUrl.touches(pointer);
      if (!isSent) return true;
      const then = { test: bond.version === (version?.id ?? null) ? test : (bound?.test ?? null), whole };
      if (unseen && !hasSameParts(bond, unseen.parts, then, unseen.secrets)) return false;
      if (bond.origin !== (origin === null ? null : hashOf(origin))) return false;
      if (bond.version === (version?.id ?? null)) return true;
      if (test === null) return (bound?.test ?? null) === null;
      const known = bound?.test ? headersOf(bound.test) : new Map<string, string>();
      return carriers.every(({ name, template }) => known.get(name) === template);
    },
  };
}

function staleError({ config }: StoredValue, stale: readonly Stale[]): DomainError {
  const isMoved = stale.some(({ because }) => because.length > 0);
  const refusal = isMoved ? configErrors.stale : configErrors.staleTest;
  return refusal({
    entity: providerConfigEntity.name,
    id: config.id,
    errors: stale.map(problemOf),
  });
}

function problemOf({ path, because }: Stale): Problem {
  const place = ['value', ...(parsePointer(path) ?? [])];
  const problem =
    because.length > 0
      ? configProblems.stale({ members: because.join(', ') }, place)
      : configProblems.staleTest(place);
  return { ...problem, because };
}
