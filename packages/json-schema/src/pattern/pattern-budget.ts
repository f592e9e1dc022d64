/** The limits of all patterns of a specification together. Compiling takes 0.7 ms a pattern and 4 µs an instruction. */
export const PATTERN_BUDGET = {
  /** Different patterns. */
  patterns: 100,
  /** Instructions of the compiled patterns: about one for each character, and one for each repetition of a count. */
  instructions: 12_000,
} as const;
