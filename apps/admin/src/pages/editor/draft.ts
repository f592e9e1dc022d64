import type { FormModel, FormStart } from '../../form/model.ts';
import type { Choice } from '../../form/store.ts';
import { isObject, type JsonObject } from '../../form/value/json.ts';
import type { Pointer } from '../../form/value/pointer.ts';
import { publicPart } from '../../form/value/public-part.ts';

/** The content that was entered and not saved, without secrets. It lives as long as the tab. */
export interface Draft {
  etag: string | null;
  value: JsonObject;
  choices: [Pointer, Choice][];
  picks: [string, number | null][];
  /** The secrets that were typed, and must be typed again. */
  secrets: Pointer[];
}

const nameOf = (key: string): string => `berth draft ${location.pathname} ${key}`;

/** Keeps the state of a form. Nothing is kept of a form without changes. */
export function keepDraft(key: string, etag: string | null, model: FormModel): void {
  if (!model.hasChanges()) {
    dropDraft(key);
    return;
  }
  const { value, secrets } = publicPart(model.prepared.root, model.value(), model.isSecret);
  const { choices, picks } = model.store.get();
  const draft: Draft = {
    etag,
    value: (isObject(value) ? value : {}) as JsonObject,
    choices: [...choices],
    picks: [...picks],
    secrets,
  };
  try {
    sessionStorage.setItem(nameOf(key), JSON.stringify(draft));
  } catch {
    // No room, or a browser that keeps nothing: the form goes on without a draft
  }
}

export function readDraft(key: string): Draft | null {
  try {
    const text = sessionStorage.getItem(nameOf(key));
    return text === null ? null : (JSON.parse(text) as Draft);
  } catch {
    return null;
  }
}

export const dropDraft = (key: string): void => sessionStorage.removeItem(nameOf(key));

/** Opens a form with what a draft kept. */
export const withDraft = (start: FormStart, draft: Draft | null): FormStart =>
  draft === null
    ? start
    : {
        ...start,
        entered: { value: draft.value, choices: new Map(draft.choices), picks: new Map(draft.picks) },
      };
