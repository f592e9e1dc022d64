import { sameJson } from '../../json/json.ts';
import { pointerOf } from '../../json/pointer.ts';
import { readTyped, type TypedJson } from '../../json/typed.ts';
import { formWords } from '../../words/form.ts';
import { Frame, useControl } from '../parts/frame.tsx';
import { code, control } from '../parts/style.ts';
import { useForm, useShared } from '../state/context.ts';
import { ghostOf, type PartProps } from '../state/spot.ts';
import { useBuffered } from './buffered.ts';
import { Unread, useUnread } from './unread.tsx';

const written = (content: unknown): string => (content === undefined ? '' : JSON.stringify(content, null, 2));

/** A value that no other field fits, as JSON text. It is brought into form when the field is left. */
export function JsonField({ spot, node, content, onChange }: PartProps) {
  const { isSecret } = useShared();
  const disabled = useForm((state) => state.disabled) || spot.disabled;
  const place = pointerOf(spot.path);
  const { problem, setProblem } = useUnread(place);
  const { text, onType, onBlur } = useBuffered(written(content), normalJson, (typed) => {
    const { value, problem } = readJson(typed);
    setProblem(problem ?? undefined);
    if (problem === null && !sameJson(value, content)) onChange(value);
  });
  const ghost = ghostOf(node, isSecret(spot.path));
  const help = ghost === null ? formWords.json : `${formWords.json} ${formWords.defaultIs(ghost)}`;
  const { id, describedBy, invalid } = useControl(place, true);
  return (
    <Frame spot={spot} help={help}>
      <textarea
        id={id}
        rows={Math.min(16, Math.max(3, text.split('\n').length))}
        className={`${control} ${code}`}
        value={text}
        disabled={disabled}
        placeholder={ghost ?? (node.type === 'array' ? '[]' : node.type === 'object' ? '{}' : undefined)}
        spellCheck={false}
        autoComplete="off"
        aria-describedby={[describedBy, problem && `${id}-unread`].filter(Boolean).join(' ') || undefined}
        aria-invalid={invalid || problem !== undefined || undefined}
        data-path={place}
        data-json=""
        onChange={(event) => onType(event.target.value)}
        onBlur={onBlur}
      />
      <Unread id={id} problem={problem} />
    </Frame>
  );
}

/** Writes a JSON text in the usual form; null for a text with a problem. */
export function normalJson(text: string): string | null {
  const { value, problem } = readJson(text);
  return problem === null ? written(value) : null;
}

/** Reads the text of a field. An empty text means absent. */
const readJson = (text: string): TypedJson =>
  text.trim() === '' ? { value: undefined, problem: null } : readTyped(text);
