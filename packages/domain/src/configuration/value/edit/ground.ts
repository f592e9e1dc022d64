import { type JsonObject, overlay, type ValueDocument } from '../content/document.ts';

/** The value before an edit: the own document, and the vault's document below it. */
export interface Ground {
  base: ValueDocument | null;
  /** The vault's document before the edit, when the edit moves to another revision of the vault. */
  baseBefore?: ValueDocument | null;
  own: ValueDocument | null;
  /** True for a caller who may compare values. For others no outcome depends on a sent text that equals a secret. */
  comparing?: boolean;
}

export const vaultBefore = ({ base, baseBefore }: Ground): ValueDocument | null => baseBefore ?? base;

export const effectiveBefore = (ground: Ground): JsonObject =>
  overlay(vaultBefore(ground)?.value ?? null, ground.own?.value ?? {});
