import type { JsonObject } from '../json/json.ts';
import { markedPlaces } from '../json/marks.ts';
import { getAt, isWithin, type Path, type Pointer, pathOf, setAt } from '../json/pointer.ts';
import { completed } from './read/branch.ts';
import { type Prepared, prepareSchema } from './schema/prepare.ts';
import { type Choice, createFormStore, type FormState, type FormStore, type Unit } from './state/store.ts';
import { patchOf, setsNull } from './value/patch.ts';
import { tidied, withoutNewNulls } from './value/tidy.ts';

/** The things that a form is opened with. */
export interface FormStart {
  schema: unknown;
  /** The value as far as it may be shown; empty for a new one. */
  shown: JsonObject;
  units?: readonly Unit[];
  origins?: ReadonlyMap<Pointer, 'own' | 'vault'> | null;
  secretPaths?: readonly Pointer[];
  /** The content that was entered already, as a draft or a merge has it. */
  entered?: Pick<FormState, 'value' | 'choices' | 'picks'> & Partial<Pick<FormState, 'raw'>>;
}

/** A value in a form: what was shown, what is entered, and what is to be sent. */
export interface FormModel {
  /** Tells one opened form from another. */
  key: number;
  prepared: Prepared;
  store: FormStore;
  shown: JsonObject;
  units: ReadonlyMap<Pointer, Unit>;
  origins: ReadonlyMap<Pointer, 'own' | 'vault'> | null;
  isSecret: (path: Path) => boolean;
  /** Sets the content of a place, as from outside of the fields. */
  change: (path: Path, content: unknown) => void;
  /** The form on the page connects itself, so that changes from outside reach its fields. */
  connect: (change: (path: Path, content: unknown) => void) => void;
  /** The whole value without what is kept, and without content in the place of it. */
  value: () => JsonObject;
  kept: () => Pointer[];
  removed: () => Pointer[];
  /** The smallest merge patch of what changed. */
  patch: () => JsonObject;
  /** True when the change sets a `null`, which a merge patch cannot say. */
  setsNull: () => boolean;
  /** True when there is something to send, or to keep in a draft. */
  hasChanges: () => boolean;
}

let opened = 0;

/** Opens a value in a form. The form on the page shows the model; the model says what is to be sent. */
export function openForm({
  schema,
  shown,
  units = [],
  origins = null,
  secretPaths = [],
  entered,
}: FormStart): FormModel {
  const prepared = prepareSchema(schema);
  const store = createFormStore(shown);
  if (entered) store.set(entered);
  const known = new Map(units.map((unit) => [unit.path, unit]));
  let connected: ((path: Path, content: unknown) => void) | null = null;

  const withChoice = (...wanted: Choice[]): Pointer[] =>
    [...known.values()].flatMap(({ path, set }) =>
      set && wanted.includes(store.get().choices.get(path) ?? 'kept') ? [path] : [],
    );
  const kept = () => withChoice('kept');
  /** A replaced unit without content yet sends nothing. */
  const removed = () => withChoice('removed', 'left');
  const value = (): JsonObject => {
    const stay = kept();
    const holds = (place: Pointer) => stay.some((one) => isWithin(one, place));
    const { value: entered, picks } = store.get();
    const rest = stay.reduce<unknown>(
      (whole, place) => (readAt(whole, place) === undefined ? whole : setAt(whole, pathOf(place), undefined)),
      entered,
    );
    const tidy = tidied(rest, shown, holds);
    // The own layer over a vault has no null: there it means that the vault's content stays
    const clean = origins ? withoutNewNulls(tidy, shown) : tidy;
    const isKept = (place: Pointer) => stay.some((one) => isWithin(place, one));
    const picked = (at: string, union: string) => picks.get(`${at}#${union}`) ?? undefined;
    return completed(prepared.root, clean ?? {}, picked, isKept) as JsonObject;
  };
  const stays = () => [...kept(), ...untouched()];
  /** Replaced units without content. */
  const untouched = () => {
    const now = value();
    return withChoice('replaced').filter((place) => readAt(now, place) === undefined);
  };
  /** Leaves of the vault stay where the form has none: a layer cannot remove what is below it. */
  const below = [...(origins ?? [])].flatMap(([place, origin]) => (origin === 'vault' ? [place] : []));
  const patch = () => patchOf(shown, value(), { kept: [...stays(), ...below], removed: removed() });
  opened += 1;
  return {
    key: opened,
    prepared,
    store,
    shown,
    units: known,
    origins,
    isSecret: markedPlaces(secretPaths),
    change: (path, content) => connected?.(path, content),
    connect: (change) => {
      connected = change;
    },
    value,
    kept: stays,
    removed,
    patch,
    setsNull: () => setsNull(shown, value()),
    hasChanges: () => store.get().raw !== null || Object.keys(patch()).length > 0 || setsNull(shown, value()),
  };
}

const readAt = (value: unknown, place: Pointer): unknown => getAt(value, pathOf(place));
