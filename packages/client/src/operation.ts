/** One operation of the server, in the form of the generated tables. */
export interface Operation {
  /** The name of its method: `providerConfigs.revisions.restore`. */
  id: string;
  method: string;
  /** The path template with `{id}` and `{n}`. */
  path: string;
  /** The names of its options. An option that is not shared is a query parameter. */
  options: readonly string[];
  body: 'none' | 'empty' | 'given';
  answers: 'one' | 'pages' | 'lines' | 'one or lines';
}

/** The place in a request of an option that several operations share. */
export interface SharedOption {
  in: string;
  name: string;
  /** The value to send when the option is true. */
  value?: string;
}

/** An operation described for people. Filters that no row matches are left out. */
export interface OperationDescription {
  id: string;
  summary: string;
  deprecated?: boolean;
  /** The path parameters, in order. */
  places: readonly string[];
  options: readonly OptionDescription[];
  /** The members of its body; null when it takes none. */
  body: readonly MemberDescription[] | null;
  /** The name of the schema of its answer. */
  view?: string;
}

/** A `flag` is true or absent; a `window` has the ends `gt`, `gte`, `lt` and `lte`; `json` is anything else. */
export type ValueKind = 'text' | 'word' | 'integer' | 'number' | 'boolean' | 'flag' | 'window' | 'json';

export interface OptionDescription {
  name: string;
  about: string;
  kind: ValueKind;
  /** The allowed words. */
  words?: readonly string[];
  /** True when the option takes several values. */
  many?: boolean;
  required?: boolean;
}

export interface MemberDescription extends Omit<OptionDescription, 'about'> {
  about?: string;
  nullable?: boolean;
  /** The places of secrets in it, as dotted paths from the member; an empty path stands for the whole member. */
  secret?: readonly string[];
}
