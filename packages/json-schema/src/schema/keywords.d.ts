/** Keywords whose value is one subschema, in any draft. */
export declare const ONE_SUBSCHEMA: ReadonlySet<string>;
/** Keywords whose value is an array of subschemas (`items` was one of them before 2020-12). */
export declare const SUBSCHEMA_LIST: ReadonlySet<string>;
/** Keywords whose value maps names to subschemas; `dependencies` may hold arrays of names as well. */
export declare const SUBSCHEMA_MAP: ReadonlySet<string>;
/** Keywords that apply a subschema to the same value the schema itself applies to. */
export declare const IN_PLACE: ReadonlySet<string>;
/** Keywords whose value is a number. */
export declare const NUMBERS: ReadonlySet<string>;
/** Keywords whose value is a whole number, 0 or more. */
export declare const COUNTS: ReadonlySet<string>;
/** Keywords whose value is a string that has a meaning; `id` is one of them in draft-04. */
export declare const STRINGS: ReadonlySet<string>;
/** The names of JSON Schema's types. */
export declare const TYPES: ReadonlySet<string>;
/** Keywords that only describe. A wrong value of one of them is a warning. */
export declare const ANNOTATIONS: Readonly<Record<string, 'string' | 'boolean' | 'array'>>;
/** Keywords that mark a value secret when they are `true`, in the spellings of real providers. */
export declare const SECRET_FLAGS: ReadonlySet<string>;
/** Keywords that mark a value secret by a word. Their other words mean other things. */
export declare const SECRET_WORDS: Readonly<Record<string, string>>;
/** The keyword that calls a leaf a destination, or says that it is none. */
export declare const DESTINATION_FLAG = "x-destination";
/** Every keyword of any draft, except `id` of draft-04. */
export declare const KEYWORDS: ReadonlySet<string>;
/** Keywords that count beside a `$ref` in every draft: they check no value. */
export declare const KEPT_BESIDE_REF: ReadonlySet<string>;
//# sourceMappingURL=keywords.d.ts.map