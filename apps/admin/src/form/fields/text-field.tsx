import { useState } from 'react';
import { pointerOf } from '../../json/pointer.ts';
import { formWords } from '../../words/form.ts';
import { Frame, useControl } from '../parts/frame.tsx';
import { bareButton, code, control } from '../parts/style.ts';
import { hasSecretName } from '../read/public-part.ts';
import { useForm, useShared } from '../state/context.ts';
import { ghostOf, type PartProps } from '../state/spot.ts';
import { useBuffered } from './buffered.ts';

const TYPES: Readonly<Record<string, string>> = {
  email: 'email',
  uri: 'url',
  url: 'url',
  'idn-email': 'email',
};
/** Labels of texts that have several lines. */
const LONG_TEXT = /\b(certificate|pem|private key|service account( json)?|json key|key file)$/i;
const LONG = 1_000;

/** One line or several lines of text; a secret is hidden while it is typed. */
export function TextField({ spot, node, content, onChange }: PartProps) {
  const { isSecret } = useShared();
  const [isShown, setShown] = useState(false);
  const disabled = useForm((state) => state.disabled) || spot.disabled;
  const known = typeof content === 'string' ? content : '';
  // An empty field means absent, except for a text that is there and empty
  const { text, onType, onBlur } = useBuffered(known, String, (typed) =>
    onChange(typed === '' ? (node['x-nullable'] && spot.required ? null : undefined) : typed),
  );
  const isMasked = node['x-secret'] === true || isSecret(spot.path) || hasSecretName(spot.path.at(-1));
  const isLong =
    node['x-multiline'] === true ||
    LONG_TEXT.test(spot.label) ||
    (node.maxLength ?? 0) > LONG ||
    known.includes('\n');
  const ghost = ghostOf(node, isMasked);
  const isSetEmpty = content === '' || content === null;
  const help = ghost !== null ? formWords.defaultIs(ghost) : null;
  const place = pointerOf(spot.path);
  const { id, describedBy, invalid } = useControl(place, Boolean(spot.description || help));
  const common = {
    id,
    value: text,
    disabled,
    'aria-describedby': describedBy,
    'aria-invalid': invalid || undefined,
    'aria-required': spot.required || undefined,
    placeholder: isSetEmpty ? (content === null ? 'null' : '""') : (ghost ?? exampleOf(node['x-example'])),
    autoComplete: 'off',
    autoCapitalize: 'none',
    spellCheck: false,
    onBlur,
    'data-path': place,
  } as const;
  const type = isMasked ? (isShown ? 'text' : 'password') : (TYPES[node.format ?? ''] ?? 'text');
  return (
    <Frame spot={spot} help={help}>
      <div className="flex items-start gap-1">
        {isLong ? (
          <textarea
            {...common}
            rows={isMasked && !isShown ? 3 : 5}
            className={`${control} ${code} ${isMasked && !isShown ? 'masked' : ''}`}
            onChange={(event) => onType(event.target.value)}
          />
        ) : (
          <input
            {...common}
            type={type}
            autoComplete={isMasked ? 'new-password' : 'off'}
            className={control}
            onChange={(event) => onType(event.target.value)}
          />
        )}
        {isMasked && (
          <button
            type="button"
            className={bareButton}
            aria-label={isShown ? formWords.hideLabel(spot.label) : formWords.showLabel(spot.label)}
            aria-pressed={isShown}
            onClick={() => setShown(!isShown)}
          >
            {isShown ? formWords.hide : formWords.show}
          </button>
        )}
      </div>
    </Frame>
  );
}

const exampleOf = (example: unknown): string | undefined =>
  example === undefined ? undefined : typeof example === 'string' ? example : JSON.stringify(example);
