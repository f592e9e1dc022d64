import { normalNumber, readNumber } from '../../json/numbers.ts';
import { pointerOf } from '../../json/pointer.ts';
import { formWords } from '../../words/form.ts';
import { Frame, useControl } from '../parts/frame.tsx';
import { control } from '../parts/style.ts';
import { useForm, useShared } from '../state/context.ts';
import { ghostOf, type PartProps } from '../state/spot.ts';
import { useBuffered } from './buffered.ts';
import { Unread, useUnread } from './unread.tsx';

/** A number, as text: no digit is lost, and nothing but a number is taken. */
export function NumberField({ spot, node, content, onChange }: PartProps) {
  const { isSecret } = useShared();
  const disabled = useForm((state) => state.disabled) || spot.disabled;
  const place = pointerOf(spot.path);
  const { problem, setProblem } = useUnread(place);
  const known = content === undefined || content === null ? '' : String(content);
  const isWhole = node.type === 'integer';
  const normal = (typed: string) => normalNumber(typed, isWhole);
  const { text, onType, onBlur } = useBuffered(known, normal, (typed) => {
    if (typed.trim() === '') {
      setProblem(undefined);
      onChange(node['x-nullable'] && spot.required ? null : undefined);
      return;
    }
    const read = readNumber(typed, isWhole);
    setProblem('problem' in read ? formWords.numberProblems[read.problem] : undefined);
    if ('value' in read) onChange(read.value);
  });
  const isMasked = node['x-secret'] === true || isSecret(spot.path);
  const ghost = ghostOf(node, isMasked);
  const limits = limitsOf(node.minimum, node.maximum);
  const help =
    [ghost === null ? null : formWords.defaultIs(ghost), limits].filter(Boolean).join(' · ') || null;
  const { id, describedBy, invalid } = useControl(place, Boolean(spot.description || help));
  return (
    <Frame spot={spot} help={help}>
      <input
        id={id}
        type={isMasked ? 'password' : 'text'}
        inputMode={isWhole ? 'numeric' : 'decimal'}
        className={`${control} max-w-60 tabular-nums`}
        value={text}
        disabled={disabled}
        placeholder={content === null ? 'null' : (ghost ?? undefined)}
        autoComplete="off"
        aria-describedby={[describedBy, problem && `${id}-unread`].filter(Boolean).join(' ') || undefined}
        aria-invalid={invalid || problem !== undefined || undefined}
        aria-required={spot.required || undefined}
        data-path={place}
        onChange={(event) => onType(event.target.value)}
        onBlur={onBlur}
      />
      <Unread id={id} problem={problem} />
    </Frame>
  );
}

function limitsOf(least: number | undefined, most: number | undefined): string | null {
  if (least !== undefined && most !== undefined) return `${least} – ${most}`;
  if (least !== undefined) return `≥ ${least}`;
  return most === undefined ? null : `≤ ${most}`;
}
