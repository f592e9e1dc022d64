import type { FieldProps } from '@rjsf/utils';
import { type ComponentType, memo, useMemo } from 'react';
import { isObject, sameJson } from '../../json/json.ts';
import { getAt, pointerOf } from '../../json/pointer.ts';
import { formWords } from '../../words/form.ts';
import { Section } from '../parts/section.tsx';
import { derived } from '../schema/derived.ts';
import { isLeaf, type Kind, kindOf } from '../schema/kind.ts';
import type { Node } from '../schema/node.ts';
import { underConditions } from '../schema/validator.ts';
import { useForm, useShared } from '../state/context.ts';
import { fieldsOf, type PartProps, type Spot, titleOf } from '../state/spot.ts';
import { BooleanField, ChoiceField } from './choice-field.tsx';
import { ChoicesField } from './choices-field.tsx';
import { ConstantField } from './constant-field.tsx';
import { JsonField } from './json-field.tsx';
import { KeptField, Replacing } from './kept-field.tsx';
import { LazyField } from './lazy-field.tsx';
import { MapField } from './map-field.tsx';
import { NumberField } from './number-field.tsx';
import { TextField } from './text-field.tsx';
import { UnionField } from './union-field.tsx';

/** Shows the field that a schema gets, or says that its content is stored. */
function Field(given: FieldProps) {
  const shared = useShared();
  const raw = given.schema as Node;
  const content: unknown = given.formData;
  const node = useMemo(() => underConditions(raw, content), [raw, content]);
  const { path } = given.fieldPathId;
  const place = pointerOf(path);
  const unit = shared.units.get(place);
  const choice = useForm((state) => state.choices.get(place));
  const isSet = unit?.set === true;
  const spot: Spot = {
    path,
    label: titleOf(node, path.at(-1) ?? given.name, itemTitle(given)),
    description: node.description ?? null,
    required: given.required === true,
    disabled: given.disabled === true || node.readOnly === true,
    isInside: path.some((step) => typeof step === 'number'),
    shown: getAt(shared.shown, path),
    isBare: raw['x-bare'] === true || (typeof path.at(-1) === 'number' && isLeaf(kindOf(node))),
  };
  if (unit && isSet && (choice ?? 'kept') !== 'replaced' && choice !== 'left') {
    return <KeptField spot={spot} unit={unit} choice={choice ?? 'kept'} />;
  }
  const onChange = (next: unknown) => given.onChange(next as never, path as (string | number)[]);
  const part: PartProps = { spot, node, content, onChange, given };
  const kind = kindOf(node);
  const Part = PARTS[kind];
  const field = Part ? <Part {...part} /> : <Several {...part} kind={kind} />;
  if (!unit || !isSet) return field;
  return (
    <div className="grid min-w-0 gap-1">
      {field}
      <Replacing spot={spot} unit={unit} />
    </div>
  );
}

const PARTS: Partial<Record<Kind, ComponentType<PartProps>>> = {
  boolean: BooleanField,
  choice: ChoiceField,
  choices: ChoicesField,
  constant: ConstantField,
  json: JsonField,
  lazy: LazyField,
  map: MapField,
  number: NumberField,
  text: TextField,
};

/** A value of several fields. */
function Several({ kind, ...part }: PartProps & { kind: Kind }) {
  const { node, spot, given, content } = part;
  const { ObjectField, ArrayField } = fieldsOf(given);
  const heading = spot.path.length > 0 && !node['x-branch'] && !node['x-bare'];
  if (kind === 'list' || kind === 'tuple') {
    return (
      <Section spot={spot} heading={heading} marked>
        <ArrayField {...given} title={spot.label} schema={arrayOf(node) as never} />
      </Section>
    );
  }
  const [union, ...more] = node['x-unions'] ?? [];
  if (kind === 'union' && union && more.length === 0) {
    return <UnionField {...part} branches={union} number={0} isPart={node['x-branch'] === true} />;
  }
  const names = Object.keys(node.properties ?? {});
  const known = [...names, ...(node['x-decided'] ?? [])];
  const hasOthers =
    node['x-additional'] !== undefined ||
    (isObject(content) && Object.keys(content).some((name) => !known.includes(name)));
  return (
    <Section spot={spot} heading={heading}>
      {names.length > 0 && <ObjectField {...given} schema={objectOf(node) as never} />}
      {(node['x-unions'] ?? []).map((branches, i) => (
        <UnionField
          // biome-ignore lint/suspicious/noArrayIndexKey: unions never change places
          key={i}
          {...part}
          spot={{ ...spot, label: spot.path.length > 0 ? spot.label : formWords.kind, description: null }}
          branches={branches}
          number={i}
          isPart
        />
      ))}
      {hasOthers && !node['x-unions'] && (
        <MapField
          {...part}
          spot={{ ...spot, label: formWords.moreMembers, description: null }}
          except={known}
          heading={names.length > 0}
        />
      )}
    </Section>
  );
}

/** The part of a schema that the object field of the library reads. */
const objectOf = (node: Node): Node =>
  derived(node, 'object', () => {
    const { properties = {}, required = [], 'x-groups': groups } = node;
    return { type: 'object', properties, required, ...(groups ? { 'x-groups': groups } : {}) };
  });

/** The part of a schema that the array field of the library reads. */
const arrayOf = (node: Node): Node =>
  derived(node, 'array', () => {
    const { properties: _, ...rest } = node;
    return { ...rest, type: 'array' };
  });

/** The title that an array gives its items. */
const itemTitle = (given: FieldProps): string | undefined => {
  const step = given.fieldPathId.path.at(-1);
  return typeof step === 'number' ? formWords.itemNumber(formWords.itemTitle, step + 1) : undefined;
};

/** Draws a field again only when something that it shows has changed. */
export const SchemaField = memo(
  Field,
  (before, after) =>
    before.schema === after.schema &&
    before.fieldPathId.$id === after.fieldPathId.$id &&
    before.required === after.required &&
    before.disabled === after.disabled &&
    before.onChange === after.onChange &&
    sameJson(before.formData, after.formData),
);
