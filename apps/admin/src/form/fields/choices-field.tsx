import { sameJson } from '../../json/json.ts';
import { pointerOf } from '../../json/pointer.ts';
import { Frame, useControl } from '../parts/frame.tsx';
import type { Node } from '../schema/node.ts';
import { textOf } from '../schema/unions.ts';
import { useForm } from '../state/context.ts';
import type { PartProps } from '../state/spot.ts';

/** Any of a closed set of values, as boxes to tick. */
export function ChoicesField({ spot, node, content, onChange }: PartProps) {
  const disabled = useForm((state) => state.disabled) || spot.disabled;
  const place = pointerOf(spot.path);
  const item = node.items as Node;
  const values = item.enum ?? [];
  const chosen: unknown[] = Array.isArray(content) ? content : [];
  const { id, describedBy } = useControl(place, Boolean(spot.description));
  const isChosen = (value: unknown) => chosen.some((one) => sameJson(one, value));
  const toggle = (value: unknown) => {
    const rest = chosen.filter((one) => !sameJson(one, value));
    const next = isChosen(value) ? rest : [...rest, value];
    onChange(next.length === 0 && !spot.required ? undefined : next);
  };
  return (
    <Frame spot={spot} asGroup>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend, and the frame has the label */}
      <div
        role="group"
        aria-labelledby={`${id}-label`}
        aria-describedby={describedBy}
        className="flex flex-wrap gap-x-4 gap-y-1"
      >
        {values.map((value, i) => (
          <label key={textOf(value)} className="inline-flex min-h-7 items-center gap-1.5 text-sm">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={isChosen(value)}
              disabled={disabled}
              data-path={place}
              onChange={() => toggle(value)}
            />
            {item['x-labels']?.[i] ?? textOf(value)}
          </label>
        ))}
      </div>
    </Frame>
  );
}
