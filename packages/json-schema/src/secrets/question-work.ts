import { breathe } from '@berth/kernel';
import { Work } from '../json/work.ts';

/** The most steps for one schema: about 100 ms. */
export const MOST_STEPS = 15_000;
/** The most steps for all that is compared in one change. */
const MOST_STEPS_TOGETHER = 150_000;
export const STEPS_OF_START = 5;
/** The steps after which others may run. */
const STEPS_AT_ONCE = 1_000;

// The parts of a step: nodes or names that are looked at, tests of a name by a pattern, and characters of a way
export const NODES_OF_STEP = 50;
export const NAMES_OF_STEP = 20;
export const TESTS_OF_STEP = 4;
export const CHARACTERS_OF_STEP = 500;

/** The work of comparing the questions of two schemas, in steps. */
export class QuestionWork extends Work {
  #paused = 0;

  constructor() {
    super(MOST_STEPS_TOGETHER);
  }

  /** Lets others run, once in a while. */
  async pause(): Promise<void> {
    if (this.spent - this.#paused < STEPS_AT_ONCE) return;
    this.#paused = this.spent;
    await breathe();
  }
}
