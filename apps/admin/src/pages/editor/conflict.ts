import { type FormModel, openForm } from '../../form/model.ts';
import { publicPart } from '../../form/read/public-part.ts';
import type { Choice } from '../../form/state/store.ts';
import { clashesOf, mergedValue, type ThreeWays, takenOver } from '../../form/value/merge.ts';
import { getAt, isWithin, type Pointer, pathOf, setAt } from '../../json/pointer.ts';
import type { Source } from './source.ts';

/** A place that both sides changed. A stored or secret content is null: it is shown as a mask. */
export interface ConflictRow {
  path: Pointer;
  base: Shown;
  mine: Shown;
  theirs: Shown;
}

export type Shown = { text: string } | 'absent' | 'masked';

export interface Conflict {
  rows: ConflictRow[];
  /** The places that only they changed. */
  taken: Pointer[];
}

const waysOf = (model: FormModel, theirs: Source): ThreeWays => ({
  base: model.shown,
  mine: model.value(),
  theirs: theirs.start.shown,
});

/** Compares what both sides did to a value since it was read. */
export function conflictOf(model: FormModel, theirs: Source): Conflict {
  const ways = waysOf(model, theirs);
  const secrets = [ways.base, ways.mine, ways.theirs].flatMap(
    (value) => publicPart(model.prepared.root, value, model.isSecret).secrets,
  );
  const hidden = [...model.units.keys(), ...secrets];
  /** A secret below a place, or around it, is no less secret. */
  const masked = (path: Pointer) => hidden.some((one) => isWithin(one, path) || isWithin(path, one));
  const shown = (path: Pointer, content: unknown): Shown =>
    content === undefined ? 'absent' : masked(path) ? 'masked' : { text: JSON.stringify(content) };
  const plain = clashesOf(ways).map(({ path, base, mine, theirs: other }) => ({
    path,
    base: shown(path, base),
    mine: shown(path, mine),
    theirs: shown(path, other),
  }));
  const changedUnits = unitsChanged(model, theirs);
  const ownChoices = model.store.get().choices;
  const touched = (path: Pointer) => !['kept', undefined].includes(ownChoices.get(path));
  const stored = changedUnits.filter(touched).map((path): ConflictRow => {
    const isSet = theirs.start.units?.some((unit) => unit.path === path && unit.set);
    return {
      path,
      base: 'masked',
      mine: ownChoices.get(path) === 'replaced' ? 'masked' : 'absent',
      theirs: isSet ? 'masked' : 'absent',
    };
  });
  return {
    rows: [...plain.filter(({ path }) => !stored.some((row) => row.path === path)), ...stored],
    taken: [...takenOver(ways), ...changedUnits.filter((path) => !touched(path))],
  };
}

/** The stored leaves that the other side set, changed or removed. */
function unitsChanged(model: FormModel, theirs: Source): Pointer[] {
  const now = new Map((theirs.start.units ?? []).map((unit) => [unit.path, unit]));
  const places = new Set([...model.units.keys(), ...now.keys()]);
  return [...places].filter((path) => {
    const [old, other] = [model.units.get(path), now.get(path)];
    return (
      (old?.set ?? false) !== (other?.set ?? false) || (old?.changedAt ?? null) !== (other?.changedAt ?? null)
    );
  });
}

/** Opens their version with my changes on top, except where theirs hold. */
export function mergedForm(model: FormModel, theirs: Source, theirsHold: ReadonlySet<Pointer>): FormModel {
  const { choices, picks } = model.store.get();
  const kept = new Map<Pointer, Choice>([...choices].filter(([path]) => !theirsHold.has(path)));
  let value = mergedValue(waysOf(model, theirs), theirsHold);
  for (const path of theirsHold) {
    if (model.units.has(path) && getAt(value, pathOf(path)) !== undefined)
      value = setAt(value, pathOf(path), undefined);
  }
  return openForm({ ...theirs.start, entered: { value, choices: kept, picks } });
}
