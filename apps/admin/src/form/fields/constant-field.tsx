import { pointerOf } from '../../json/pointer.ts';
import { formWords } from '../../words/form.ts';
import { Frame, useControl } from '../parts/frame.tsx';
import { control } from '../parts/style.ts';
import { constantOf, textOf } from '../schema/unions.ts';
import { useForm } from '../state/context.ts';
import type { PartProps } from '../state/spot.ts';
import { ChoiceField } from './choice-field.tsx';

/** A value without a choice. One that must be there is set on saving; another can be set or left out. */
export function ConstantField(props: PartProps) {
  const { spot, node } = props;
  const disabled = useForm((state) => state.disabled);
  const place = pointerOf(spot.path);
  const { id } = useControl(place, true);
  const value = constantOf(node)?.value;
  if (!spot.required) return <ChoiceField {...props} node={{ ...node, enum: [value] }} />;
  return (
    <Frame spot={spot} help={formWords.constant}>
      <input
        id={id}
        type="text"
        readOnly
        disabled={disabled}
        className={`${control} max-w-96 bg-sunken text-muted`}
        value={textOf(value)}
        data-path={place}
      />
    </Frame>
  );
}
