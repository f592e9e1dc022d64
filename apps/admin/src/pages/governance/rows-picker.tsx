import type { Page } from '@berth/client';
import { useQuery } from '@tanstack/react-query';
import { callOperation } from '../../app/client.ts';
import { resourceNamed } from '../../app/navigation.ts';
import { useWhyNot } from '../../app/session.ts';
import { nameOf, type Row, shortId } from '../../list/row.ts';
import { RowPicker } from '../../list/row-picker.tsx';
import { Icon } from '../../ui/index.ts';
import { keyWords } from '../../words/keys.ts';

const MOST_NAMED = 100;

interface RowsPickerProps {
  /** The path of the list that rows are picked from. */
  path: string;
  title: string;
  hint: string;
  /** The ids of the picked rows. */
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  error: string | null;
}

/** Picks several rows of a list. */
export function RowsPicker({ path, title, hint, chosen, onChange, error }: RowsPickerProps) {
  const resource = resourceNamed(path);
  const refusal = useWhyNot(resource.scopes.list);
  const { data } = useQuery({
    queryKey: ['list', resource.name, 'named', chosen],
    queryFn: ({ signal }) =>
      callOperation<Page<Row>>(`${resource.name}.list`, { limit: MOST_NAMED, id: chosen, signal }),
    enabled: chosen.length > 0 && refusal === null,
    placeholderData: (before) => before,
  });
  const names = new Map((data?.items ?? []).map((row) => [row.id, nameOf(row)]));
  return (
    <div className="grid gap-2">
      <RowPicker
        label={title}
        hint={hint}
        error={error}
        path={path}
        value={null}
        except={chosen}
        onChange={(row) => row && onChange([...chosen, row.id])}
      />
      {chosen.length > 0 ? (
        <ul className="flex flex-wrap gap-1">
          {chosen.map((id) => (
            <li key={id} className="flex items-center rounded bg-accent-soft pl-2" title={id}>
              {names.get(id) ?? shortId(id)}
              <button
                type="button"
                aria-label={keyWords.remove(names.get(id) ?? id)}
                className="inline-flex size-6 items-center justify-center rounded hover:bg-sunken"
                onClick={() => onChange(chosen.filter((one) => one !== id))}
              >
                <Icon name="close" size={12} />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
