import type { Asked, FormField, UnionField } from '@berth/domain';
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

/** Writes what the script gets; null when it is too large, and when nothing is asked for. */
export function handedOver(asked: Asked): string | null {
  if (asked.methods.length === 0 && asked.config === null) return null;
  const handed: HandedOver = {
    methods: asked.methods.map(({ name, description, form, schema }) => ({
      name,
      description: form.description ?? description,
      schema,
      secretPaths: [],
      presets: presetsOf(form),
    })),
    config:
      asked.config && asked.configSchema
        ? { ...asked.configSchema, description: asked.config.description, presets: presetsOf(asked.config) }
        : null,
    texts,
  };
  const text = JSON.stringify(handed);
  return text.length > MOST_LETTERS ? null : text;
}

/** Collects the defaults of a form. A place with another default in another branch has none. */
function presetsOf(form: FormField): Record<string, unknown> {
  const found = new Map<string, string | null>();
  const add = (at: string, value: unknown): void => {
    const text = JSON.stringify(value);
    found.set(at, (found.get(at) ?? text) === text ? text : null);
  };
  const look = (field: FormField, at: string): void => {
    switch (field.kind) {
      case 'group':
        for (const { name, field: member } of field.members) look(member, `${at}/${stepOf(name)}`);
        for (const union of field.unions) lookInto(union, at);
        break;
      case 'union':
        lookInto(field, at);
        break;
      case 'list':
        look(field.item, `${at}/*`);
        break;
      case 'choice':
        if (field.preset !== null) add(at, field.options[field.preset]?.value);
        break;
      case 'choices':
        if (field.preset.length > 0)
          add(
            at,
            field.preset.map((index) => field.options[index]?.value),
          );
        break;
      case 'lines':
        if (field.preset.length > 0) add(at, field.preset);
        break;
      case 'text':
      case 'number':
      case 'boolean':
        if (field.preset !== null) add(at, field.preset);
    }
  };
  const lookInto = (union: UnionField, at: string): void => {
    for (const { field } of union.branches) if (field.kind === 'group') look(field, at);
    const preset = union.branches[union.preset ?? -1]?.field;
    if (preset?.kind === 'group') add(at, constantsOf(preset.members));
  };
  look(form, '');
  return Object.fromEntries(
    [...found].flatMap(([at, text]) => (text === null ? [] : [[at, JSON.parse(text)]])),
  );
}

/** The members that tell a branch from the others. */
const constantsOf = (members: readonly { name: string; field: FormField }[]): Record<string, unknown> =>
  Object.fromEntries(
    members.flatMap(({ name, field }) => (field.kind === 'constant' ? [[name, field.value]] : [])),
  );

const stepOf = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
