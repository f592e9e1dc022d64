/** The forms in which a value can be printed. */
export const FORMATS = ['env', 'dotenv', 'json', 'yaml'] as const;
export type Format = (typeof FORMATS)[number];

/** The names of the variables of a value. */
export interface Naming {
  /** Stands before each name that the rule makes. */
  prefix: string;
  /** `leaf=NAME`, one for each `--map`. */
  maps: readonly string[];
}
