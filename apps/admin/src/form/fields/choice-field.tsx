import { sameJson } from '../../json/json.ts';
import { pointerOf } from '../../json/pointer.ts';
import { formWords } from '../../words/form.ts';
import { Frame, useControl } from '../parts/frame.tsx';
import { control } from '../parts/style.ts';
import { textOf } from '../schema/unions.ts';
import { useForm, useShared } from '../state/context.ts';
import { ghostOf, type PartProps } from '../state/spot.ts';

interface Option {
  label: string;
  value: unknown;
}

/** The most options that show as radio buttons, and the longest label of one. */
const FEW = 3;
const SHORT = 24;

/** One of a closed set of values. */
export function ChoiceField(props: PartProps) {
  const { node } = props;
  const options = (node.enum ?? []).map((value, i) => ({
    label: node['x-labels']?.[i] ?? textOf(value),
    value,
  }));
  return <Options {...props} options={options} />;
}

export function BooleanField(props: PartProps) {
  const options = [
    { label: formWords.yes, value: true },
    { label: formWords.no, value: false },
  ];
  return <Options {...props} options={options} />;
}

function Options({ spot, node, content, onChange, options }: PartProps & { options: Option[] }) {
  const { isSecret } = useShared();
  const disabled = useForm((state) => state.disabled) || spot.disabled;
  const place = pointerOf(spot.path);
  const isHidden = node['x-secret'] === true || isSecret(spot.path);
  const known = options.find(({ value }) => sameJson(value, node['x-default']));
  const preset = isHidden ? null : (known?.label ?? ghostOf(node, false));
  const absent =
    preset === null ? (spot.required ? formWords.choose : formWords.notSet) : formWords.defaultIs(preset);
  const chosen = options.findIndex(({ value }) => sameJson(value, content));
  // A value that is none of the options stays until another is chosen
  const other = content !== undefined && content !== null && chosen < 0 ? textOf(content) : null;
  const { id, describedBy, invalid } = useControl(place, Boolean(spot.description));
  const choose = (index: number) => onChange(index < 0 ? undefined : options[index]?.value);
  const isFew =
    options.length <= FEW && options.every(({ label }) => label.length <= SHORT) && other === null;
  if (isFew) {
    const shown = [
      ...options.map(({ label }, i) => ({ label, index: i })),
      ...(spot.required && preset === null && content !== undefined ? [] : [{ label: absent, index: -1 }]),
    ].filter(({ index }) => index >= 0 || !spot.required || preset !== null);
    return (
      <Frame spot={spot} asGroup>
        <div
          role="radiogroup"
          aria-labelledby={`${id}-label`}
          aria-describedby={describedBy}
          aria-invalid={invalid || undefined}
          aria-required={spot.required || undefined}
          className="flex flex-wrap gap-x-4 gap-y-1"
          id={id}
        >
          {shown.map(({ label, index }) => (
            <label key={index} className="inline-flex min-h-7 items-center gap-1.5 text-sm">
              <input
                type="radio"
                name={id}
                className="size-4 accent-accent"
                checked={chosen === index}
                disabled={disabled}
                data-path={place}
                onChange={() => choose(index)}
              />
              <span className={index < 0 ? 'text-muted' : ''}>{label}</span>
            </label>
          ))}
        </div>
      </Frame>
    );
  }
  return (
    <Frame spot={spot}>
      <select
        id={id}
        className={`${control} max-w-96`}
        value={other === null ? String(chosen) : 'other'}
        disabled={disabled}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        aria-required={spot.required || undefined}
        data-path={place}
        onChange={(event) => choose(Number(event.target.value))}
      >
        <option value="-1">{absent}</option>
        {other !== null && <option value="other">{other}</option>}
        {options.map(({ label }, i) => (
          <option key={label} value={String(i)}>
            {label}
          </option>
        ))}
      </select>
    </Frame>
  );
}
