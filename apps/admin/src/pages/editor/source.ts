import type { Dependent, ProviderConfigTest } from '@berth/client';
import type { FormModel, FormStart } from '../../form/model.ts';
import type { Problem } from '../../form/state/store.ts';
import type { JsonObject } from '../../json/json.ts';
import type { Pointer } from '../../json/pointer.ts';

/** A secret that goes stale, and the destinations that changed. */
export interface Stale {
  path: string;
  because: string[];
  provider_config_id?: string | undefined;
}

/** The change that saving sends. */
export interface Change {
  patch: JsonObject;
  /** The whole value without what is kept, and the places that are. */
  value: JsonObject;
  kept: Pointer[];
  /** True when a `null` is set, which a merge patch cannot say. */
  setsNull: boolean;
}

/** The server's judgement of a change that it has not made. */
export interface Verdict {
  problems: Problem[];
  /** The rows that change too. */
  touched: Dependent[];
  /** The followers that would not fit any more. */
  broken: Dependent[];
  stale: Stale[];
  /** An error that is about no field; null for none. */
  failure: unknown;
  /** True when somebody else has saved since the value was read. */
  isOutdated: boolean;
}

/** A value that is edited: what is known of it, and what can be done with it. */
export interface Source {
  /** Names the value among the drafts. */
  key: string;
  title: string;
  start: FormStart;
  /** The version that was read; null for a new value. */
  etag: string | null;
  /** Sentences about the value as a whole. */
  notices: string[];
  /** The reason why the value cannot be edited; null when it can. */
  refusal: string | null;
  check: (change: Change, signal: AbortSignal) => Promise<Verdict>;
  /** Saves, and returns the id of the row. With `force`, followers that do not fit are marked invalid. */
  save: (change: Change, options: { force: boolean }) => Promise<string>;
  /** Binds the secrets to the new addresses; null for a value that is not stored yet. */
  confirm: (() => Promise<unknown>) | null;
  test: ((change: Change) => Promise<ProviderConfigTest>) | null;
  /** Reads the value again; null for a new one. */
  reload: (() => Promise<Source>) | null;
}

export const changeOf = (model: FormModel): Change => ({
  patch: model.patch(),
  value: model.value(),
  kept: model.kept(),
  setsNull: model.setsNull(),
});
