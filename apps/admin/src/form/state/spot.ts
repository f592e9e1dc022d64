import type { FieldProps } from '@rjsf/utils';
import type { ComponentType } from 'react';
import type { Path } from '../../json/pointer.ts';
import type { Node } from '../schema/node.ts';
import { labelOf } from '../schema/order.ts';

/** The place of a field: what a person reads about it. */
export interface Spot {
  path: Path;
  label: string;
  description: string | null;
  required: boolean;
  disabled: boolean;
  /** True inside an item of an array: the array is one leaf. */
  isInside: boolean;
  /** True when the name stands beside the field: the label is there for screen readers alone. */
  isBare: boolean;
  /** The content as it was first shown. */
  shown: unknown;
}

/** The properties of each field of the form. */
export interface PartProps {
  spot: Spot;
  node: Node;
  content: unknown;
  onChange: (content: unknown) => void;
  /** The properties that the fields of the form library take. */
  given: FieldProps;
}

/** The fields that a form is made of: Berth's own for a schema, the library's for the members of objects and arrays. */
export const fieldsOf = ({ registry }: FieldProps) =>
  registry.fields as Record<'SchemaField' | 'ObjectField' | 'ArrayField', ComponentType<FieldProps>>;

export const titleOf = (node: Node, name: string | number | undefined, given: string | undefined): string =>
  node.title ?? given ?? labelOf(String(name ?? ''));

/** The words for the default of a leaf, which is shown and not written; null for that of a secret. */
export function ghostOf(
  { 'x-default': preset, 'x-secret': isMarked }: Node,
  isSecret: boolean,
): string | null {
  if (isMarked || isSecret || preset === undefined || preset === null || preset === '') return null;
  return typeof preset === 'string' ? preset : JSON.stringify(preset);
}
