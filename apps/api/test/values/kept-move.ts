import type { Owner } from './model.ts';

/** A change that a sequence makes on one row; the seed decides the rest. */
export interface Move {
  kind:
    | ('patch' | 'replace' | 'address' | 'clear' | 'shown' | 'echo' | 'restore' | 'undo')
    | ('pin' | 'back' | 'forward' | 'plain' | 'turn');
  owner: Owner;
  seed: number;
  force: boolean;
}
