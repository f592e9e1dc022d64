import { sameJson } from '../../json/json.ts';
import { getAt, pointerOf } from '../../json/pointer.ts';
import { formWords } from '../../words/form.ts';
import { useForm, useShared } from '../state/context.ts';
import type { Spot } from '../state/spot.ts';

/** Names the layer of a leaf. */
export const LayerBadge = ({ isOwn }: { isOwn: boolean }) => (
  <span
    className={
      isOwn
        ? 'rounded bg-accent-soft px-1.5 text-xs text-accent'
        : 'rounded bg-sunken px-1.5 text-xs text-muted'
    }
  >
    {isOwn ? formWords.ownValue : formWords.fromVault}
  </span>
);

/** Says of a leaf of a config over a vault where its content is from, and drops an override. */
export function LayerMark({ spot }: { spot: Spot }) {
  const { origins, change } = useShared();
  const place = pointerOf(spot.path);
  const content = useForm((state) => getAt(state.value, spot.path));
  const disabled = useForm((state) => state.disabled);
  if (!origins || spot.isInside) return null;
  const origin = origins.get(place);
  const isAbsent = content === undefined || (content === null && spot.shown !== null);
  const isOwn = !isAbsent && (origin !== 'vault' || !sameJson(content, spot.shown));
  if (origin === undefined && isAbsent) return null;
  return (
    <>
      <LayerBadge isOwn={isOwn} />
      {origin === 'vault' && isAbsent && <span className="text-xs text-muted">{formWords.vaultStays}</span>}
      {isOwn && !disabled && (
        <button
          type="button"
          className="text-xs text-accent underline underline-offset-2"
          aria-label={formWords.dropLabel(spot.label)}
          onClick={() => change(spot.path, origin === 'vault' ? spot.shown : undefined)}
        >
          {formWords.dropOverride}
        </button>
      )}
    </>
  );
}
