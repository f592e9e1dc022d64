import { useState } from 'react';
import { pointerOf } from '../../json/pointer.ts';
import { formWords } from '../../words/form.ts';
import { quietButton } from '../parts/style.ts';
import { derived } from '../schema/derived.ts';
import { useForm, useMounted, useShared } from '../state/context.ts';
import { fieldsOf, type PartProps } from '../state/spot.ts';

/** A part of a schema that leads back to itself: its fields appear when it has content, or is opened. */
export function LazyField({ spot, node, content, given }: PartProps) {
  const { expand } = useShared();
  const [isOpen, setOpen] = useState(false);
  const disabled = useForm((state) => state.disabled);
  const place = pointerOf(spot.path);
  useMounted(place);
  const { SchemaField } = fieldsOf(given);
  if (content !== undefined || isOpen) {
    const { 'x-lazy': key = '', ...texts } = node;
    return (
      <SchemaField {...given} schema={derived(node, 'open', () => ({ ...expand(key), ...texts })) as never} />
    );
  }
  return (
    <div data-field={place}>
      <button
        type="button"
        className={quietButton}
        disabled={disabled}
        data-path={place}
        data-open=""
        onClick={() => setOpen(true)}
      >
        {formWords.open(spot.label)}
      </button>
    </div>
  );
}
