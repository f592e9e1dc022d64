import { hasSession } from '../../app/session-state.ts';
import type { FormModel, FormStart } from '../../form/model.ts';
import { publicPart } from '../../form/read/public-part.ts';
import { publicNames, publicText } from '../../form/read/public-text.ts';
import type { Choice, FormState } from '../../form/state/store.ts';
import { mergedValue } from '../../form/value/merge.ts';
import { isObject, type JsonObject, sameJson } from '../../json/json.ts';
import { getAt, type Pointer, pathOf } from '../../json/pointer.ts';

/** The content that was entered and not saved, without secrets. It lives as long as the tab. */
export interface Draft {
  etag: string | null;
  /** The value as it was shown when the draft began. */
  base: JsonObject;
  value: JsonObject;
  choices: [Pointer, Choice][];
  picks: [string, number | null][];
  /** A JSON text that was no value yet, without what may be secret in it. */
  raw?: (NonNullable<FormState['raw']> & { isWhole: boolean }) | null;
  /** The secrets that were typed, and must be typed again. */
  secrets: Pointer[];
}

interface Public {
  whole: JsonObject;
  value: JsonObject;
  secrets: Pointer[];
}

/** Keeps the state of a form by the name of its draft: nothing without changes, and nothing after a sign-out. */
export function keepDraft(name: string, etag: string | null, model: FormModel): void {
  if (!hasSession()) return;
  if (!model.hasChanges()) {
    dropDraft(name);
    return;
  }
  const [mine, base] = [model.value(), model.shown].map((whole) => {
    const { value, secrets } = publicPart(model.prepared.root, whole, model.isSecret);
    return { whole, value: (isObject(value) ? value : {}) as JsonObject, secrets };
  }) as [Public, Public];
  const { choices, picks, raw } = model.store.get();
  const text = raw && publicText(raw.text, publicNames(model.prepared.root, model.isSecret));
  const isTyped = (place: Pointer) =>
    !sameJson(getAt(mine.whole, pathOf(place)), getAt(base.whole, pathOf(place)));
  const draft: Draft = {
    etag,
    base: base.value,
    value: mine.value,
    choices: [...choices],
    picks: [...picks],
    raw: raw && text !== null ? { text, base: raw.base, isWhole: text === raw.text } : null,
    secrets: mine.secrets.filter(isTyped),
  };
  try {
    sessionStorage.setItem(name, JSON.stringify(draft));
  } catch {
    // No room, or a browser that keeps nothing: the form goes on without a draft
  }
}

export function readDraft(name: string): Draft | null {
  try {
    const text = sessionStorage.getItem(name);
    return text === null ? null : (JSON.parse(text) as Draft);
  } catch {
    return null;
  }
}

export const dropDraft = (name: string): void => sessionStorage.removeItem(name);

/** Opens a form with what a draft kept, on top of the value as it is now. */
export function withDraft(start: FormStart, draft: Draft | null): FormStart {
  if (draft === null) return start;
  const { base, value: mine, choices, picks, raw = null } = draft;
  const value = mergedValue({ base, mine, theirs: start.shown }, new Set());
  return { ...start, entered: { value, choices: new Map(choices), picks: new Map(picks), raw } };
}
