/** One operation of the server, as the generated tables have it. */
export interface Operation {
  /** Its name here: `providerConfigs.revisions.restore`. */
  id: string;
  method: string;
  /** With `{id}` and `{n}`. */
  path: string;
  /** The names of the options that it takes. Those that are not shared are parameters of the query. */
  options: readonly string[];
  body: 'none' | 'empty' | 'given';
  answers: 'one' | 'pages' | 'lines' | 'one or lines';
}

/** Where an option that operations share stands in a request. */
export interface SharedOption {
  in: string;
  name: string;
  /** What is sent when the option is true. */
  value?: string;
}

/** An operation in words, for those who offer it to people: without filters that no row matches. */
export interface OperationDescription {
  id: string;
  summary: string;
  deprecated?: boolean;
  /** What must be said of the place, in this order. */
  places: readonly string[];
  options: readonly OptionDescription[];
  /** The members of its body; null when it takes none. */
  body: readonly MemberDescription[] | null;
  /** The name of what it answers. */
  view?: string;
}

/** A `flag` is true or absent; a `window` has an end `gt` and an end `lt`; `json` is anything else. */
export type ValueKind = 'text' | 'word' | 'integer' | 'number' | 'boolean' | 'flag' | 'window' | 'json';

export interface OptionDescription {
  name: string;
  about: string;
  kind: ValueKind;
  /** The words that it can be. */
  words?: readonly string[];
  /** Whether it takes several values. */
  many?: boolean;
  required?: boolean;
}

export interface MemberDescription extends Omit<OptionDescription, 'about'> {
  about?: string;
  nullable?: boolean;
  /** Where in it secrets can stand: dotted ways from the member, an empty one for all of it. */
  secret?: readonly string[];
}
