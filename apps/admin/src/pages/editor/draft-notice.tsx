import { Button } from '../../ui/index.ts';
import { editorWords } from '../../words/editor.ts';
import type { Draft } from './draft.ts';
import type { Source } from './source.ts';

/** Says that a draft is back, and which secrets must be typed again. */
export function DraftNotice({
  draft,
  source,
  onDiscard,
}: {
  draft: Draft | null;
  source: Source;
  onDiscard: () => void;
}) {
  if (draft === null) return null;
  const words = editorWords.draft;
  return (
    <section
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border border-line bg-accent-soft px-4 py-2 text-sm"
      data-draft=""
    >
      <div className="min-w-0 grow">
        <p>
          {words.restored} {draft.etag !== source.etag && words.older}
        </p>
        {draft.raw && !draft.raw.isWhole && <p>{words.rawAgain}</p>}
        {draft.secrets.length > 0 && (
          <p>
            {words.again}{' '}
            {draft.secrets.map((place) => (
              <code key={place} className="mr-2 font-mono text-xs">
                {place}
              </code>
            ))}
          </p>
        )}
      </div>
      <Button onClick={onDiscard}>{words.discard}</Button>
    </section>
  );
}
