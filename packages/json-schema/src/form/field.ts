/** The members that every field of a form has. */
interface Common {
  label: string;
  description: string | null;
  required: boolean;
  /** True for a value that must never be shown again. */
  secret: boolean;
}

export type Scalar = string | number | boolean | null;

export interface Option {
  label: string;
  value: unknown;
}

/** One line or several lines of text. `masked` fields hide what is typed. */
export interface TextField extends Common {
  kind: 'text';
  format: string | null;
  masked: boolean;
  multiline: boolean;
  preset: string | null;
}

export interface NumberField extends Common {
  kind: 'number';
  whole: boolean;
  preset: number | null;
}

/** A switch when it has a preset, otherwise a choice of yes and no. */
export interface BooleanField extends Common {
  kind: 'boolean';
  preset: boolean | null;
}

/** One of a closed set of values. `preset` is an index. */
export interface ChoiceField extends Common {
  kind: 'choice';
  options: readonly Option[];
  preset: number | null;
}

/** Any of a closed set of values. */
export interface ChoicesField extends Common {
  kind: 'choices';
  options: readonly Option[];
  preset: readonly number[];
}

/** A value without a choice. Nobody sees it. */
export interface ConstantField extends Common {
  kind: 'constant';
  value: unknown;
}

/** A list of texts or numbers, one on each line. */
export interface LinesField extends Common {
  kind: 'lines';
  of: 'text' | 'number';
  preset: readonly (string | number)[];
}

/** A list of values that have a form of their own. */
export interface ListField extends Common {
  kind: 'list';
  item: Field;
  /** The number of items to begin with. */
  least: number;
  most: number;
}

/** Several forms of a value, one of which is picked. `preset` is an index. */
export interface UnionField extends Common {
  kind: 'union';
  branches: readonly { label: string; field: Field }[];
  preset: number | null;
}

/** The members of an object. The value of each of `unions` is an object whose members are among those of this one. */
export interface GroupField extends Common {
  kind: 'group';
  members: readonly { name: string; field: Field }[];
  unions: readonly UnionField[];
}

/** A value that no other field fits: JSON text. */
export interface JsonField extends Common {
  kind: 'json';
}

/** A field of a form for a value. Fields do not depend on a value, so the form of a schema is made once. */
export type Field =
  | TextField
  | NumberField
  | BooleanField
  | ChoiceField
  | ChoicesField
  | ConstantField
  | LinesField
  | ListField
  | UnionField
  | GroupField
  | JsonField;
