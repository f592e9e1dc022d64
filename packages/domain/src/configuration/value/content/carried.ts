import { type Migrated, type Pointer, PointerSet, writtenLeaves } from '@berth/json-schema';
import { type Bond, type Marks, nameOfBond, withHashes } from './bonds.ts';
import type { JsonObject, ValueDocument } from './document.ts';
import { newMark, withMarks } from './marks.ts';

/**
 * Makes the document of a migrated value: each secret that remains stays bound, for the same destinations at their new
 * places. A destination that the migration wrote or removed counts as changed, so the secrets bound to it become stale.
 * So does a confirmed secret of the vault that the value does not override. The document has bonds.
 */
export function carried(document: ValueDocument, migrated: Migrated): ValueDocument {
  const places = newPlaces(migrated);
  const names = new Map<string, string>();
  const bonds: Record<string, Bond> = {};
  const nameOf = (name: string): string => {
    const known = names.get(name);
    if (known !== undefined) return known;
    const bond = document.bonds && Object.hasOwn(document.bonds, name) ? document.bonds[name] : undefined;
    const moved = bond === undefined ? undefined : movedBond(bond, places);
    const made = moved === undefined ? name : nameOfBond(moved);
    if (moved !== undefined) bonds[made] = moved;
    names.set(name, made);
    return made;
  };
  const bound = migrated.secrets.flatMap(({ from, to }): [Pointer, string][] => {
    const name = Object.hasOwn(document.bound, from) ? document.bound[from] : undefined;
    return name === undefined ? [] : [[to, nameOf(name)]];
  });
  const value = migrated.value as JsonObject;
  const [before, now] = [document.value, value].map((one) => new PointerSet(writtenLeaves(one)));
  const confirmed = Object.entries(document.bound).flatMap(([place, name]): [Pointer, string][] =>
    before?.touches(place) || now?.touches(place) ? [] : [[place, nameOf(name)]],
  );
  const { since } = document;
  const carriedOn = { value, bound: Object.fromEntries([...confirmed, ...bound]), bonds };
  return withMarks(since ? { ...carriedOn, since } : carriedOn, carriedMarks(document, migrated, places));
}

/**
 * Moves the marks with their leaves. The place of a secret that now has content that was none gets a new mark: whether
 * it is the same must not decide if a secret that was sent for it is stale.
 */
function carriedMarks({ marks = {}, bound }: ValueDocument, migrated: Migrated, places: Places): Marks {
  const moved = Object.entries(marks).flatMap(([place, mark]) =>
    places(place).at.map((at) => [at, mark] as const),
  );
  const taken = new PointerSet([
    ...migrated.moves.map(({ to }) => to),
    ...migrated.written.map(({ path }) => path),
  ]);
  const mark = newMark();
  const followed = new Set(migrated.secrets.map(({ to }) => to));
  const over = Object.keys(bound).filter((place) => taken.touches(place) && !followed.has(place));
  return Object.fromEntries([...moved, ...over.map((place) => [place, mark] as const)]);
}

type Places = (place: Pointer) => { at: readonly Pointer[]; isMoved: boolean };

/** Finds where the content of a place went unchanged. Other content keeps its place, also if it is gone. */
function newPlaces({ moves, written }: Migrated): Places {
  const isWritten = new Set(written.map(({ path }) => path));
  const to = new Map<Pointer, Pointer[]>();
  for (const move of moves) {
    if (isWritten.has(move.to)) continue;
    const known = to.get(move.from);
    if (known) known.push(move.to);
    else to.set(move.from, [move.to]);
  }
  return (place) => ({ at: to.get(place) ?? [place], isMoved: to.has(place) });
}

function movedBond(bond: Bond, places: Places): Bond {
  const moved = {
    ...bond,
    places: bond.places.flatMap((place) => places(place).at),
    ...(bond.denied ? { denied: movedHashes(bond.denied, places) } : {}),
  };
  if (bond.leaves === undefined) return moved;
  const { marked: _before, ...rest } = moved;
  return { ...rest, ...withHashes(movedHashes(bond.leaves, places)) };
}

function movedHashes(hashes: Readonly<Record<Pointer, string>>, places: Places): Record<Pointer, string> {
  const found = Object.entries(hashes).map(([place, hash]) => ({ ...places(place), hash }));
  // The hash of what was written over comes last and wins, so that it counts as changed
  const ordered = [...found.filter(({ isMoved }) => isMoved), ...found.filter(({ isMoved }) => !isMoved)];
  return Object.fromEntries(ordered.flatMap(({ at, hash }) => at.map((place) => [place, hash])));
}
