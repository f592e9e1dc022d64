import {
  childPointer,
  type FormField,
  type GroupField,
  type PageForms,
  type UnionField,
} from '@berth/domain';
import { formTexts, pageTexts } from './texts.ts';

/** A form for the script to make: the schema, and the defaults that may be seen. */
interface HandedForm {
  schema: unknown;
  /** The places of secrets that the schema does not mark. */
  secretPaths: readonly string[];
  /** Defaults by JSON Pointer; `*` stands for the index of an item. */
  presets: Readonly<Record<string, unknown>>;
}

/** The content of the page for the script that draws the form of the dashboard in the place of the fields. */
export interface HandedOver {
  methods: (HandedForm & { name: string; description: string | null })[];
  config: (HandedForm & { description: string | null }) | null;
  texts: Readonly<Record<string, string>>;
}

/** A page with a larger text for the script keeps its own fields. */
const MOST_LETTERS = 500_000;

const { credential, config, summary, summaryHint, unsent } = pageTexts;
const { method, choose } = formTexts;
const texts = { credential, config, summary, summaryHint, unsent, method, choose };

/** Writes what the script gets; null for nothing to ask for, and when it is too large or would tell a secret. */
export function handedOver(pageForms: PageForms): string | null {
  if (pageForms.methods.length === 0 && pageForms.config === null) return null;
  const schemas = [...pageForms.methods.map(({ schema }) => schema), pageForms.configSchema?.schema];
  if (schemas.includes(null)) return null;
  const handed: HandedOver = {
    methods: pageForms.methods.map(({ name, description, form, schema }) => ({
      name,
      description: form.description ?? description,
      schema,
      secretPaths: [],
      presets: presetsOf(form),
    })),
    config:
      pageForms.config && pageForms.configSchema
        ? {
            ...pageForms.configSchema,
            description: pageForms.config.description,
            presets: presetsOf(pageForms.config),
          }
        : null,
    texts,
  };
  const text = JSON.stringify(handed);
  return text.length > MOST_LETTERS ? null : text;
}

/** Collects the defaults of a form. A place with another default, or with none, in another branch has none. */
export function presetsOf(form: FormField): Record<string, unknown> {
  const found = new Map<string, string | null>();
  const add = (at: string, value: unknown): void => {
    const text = value === undefined || value === null ? null : JSON.stringify(value);
    found.set(at, !found.has(at) || found.get(at) === text ? text : null);
  };
  const look = (field: FormField, at: string): void => {
    if (field.kind === 'group') {
      lookInside(field, at);
      add(at, constantsOf(field.unions));
      return;
    }
    add(at, presetOf(field));
    if (field.kind === 'list') look(field.item, `${at}/*`);
    if (field.kind === 'union') lookAtBranches(field, at);
  };
  const lookInside = ({ members, unions }: GroupField, at: string): void => {
    for (const { name, field } of members) look(field, childPointer(at, name));
    for (const union of unions) lookAtBranches(union, at);
  };
  // A branch stands at the place of its union: only its members have places of their own
  const lookAtBranches = ({ branches }: UnionField, at: string): void => {
    for (const { field } of branches) if (field.kind === 'group') lookInside(field, at);
  };
  look(form, '');
  return Object.fromEntries(
    [...found].flatMap(([at, text]) => (text === null ? [] : [[at, JSON.parse(text)]])),
  );
}

/** The default of a field, without those of its members; undefined or null for none. */
function presetOf(field: Exclude<FormField, GroupField>): unknown {
  switch (field.kind) {
    case 'choice':
      return field.options[field.preset ?? -1]?.value;
    case 'choices': {
      const values = field.preset.map((index) => field.options[index]?.value);
      return values.length === 0 ? undefined : values;
    }
    case 'lines':
      return field.preset.length === 0 ? undefined : field.preset;
    case 'union':
      return constantsOf([field]);
    case 'text':
    case 'number':
    case 'boolean':
      return field.preset;
    default:
      return undefined;
  }
}

/** The members that tell the preset branches of unions from the others; undefined without such a branch. */
function constantsOf(unions: readonly UnionField[]): Record<string, unknown> | undefined {
  const branches = unions.flatMap(({ branches, preset }) => branches[preset ?? -1]?.field ?? []);
  const groups = branches.filter((field) => field.kind === 'group');
  if (groups.length === 0) return undefined;
  const members = groups.flatMap((group) => group.members);
  return Object.fromEntries(
    members.flatMap(({ name, field }) => (field.kind === 'constant' ? [[name, field.value]] : [])),
  );
}
