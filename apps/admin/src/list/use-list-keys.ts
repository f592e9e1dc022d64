import { useNavigate } from '@tanstack/react-router';
import { useShortcuts } from '../app/shortcuts.ts';
import type { Row } from './row.ts';
import type { List } from './use-list.ts';

const links = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-row-link]')];

const currentId = (): string | undefined =>
  document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row;

function move(step: number): void {
  const all = links();
  const at = all.findIndex(({ dataset }) => dataset.rowLink === currentId());
  const next = at === -1 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1);
  all[next]?.focus();
}

const down = () => move(1);
const up = () => move(-1);
const moves = { j: down, ArrowDown: down, k: up, ArrowUp: up };

/** Binds the keys of a list: the focus moves between the links of the rows, which Enter opens by itself. */
export function useListKeys({ pages }: List<Row>, onSelect: ((id: string) => void) | null): void {
  const navigate = useNavigate();
  const go = (search: Record<string, unknown> | null) => {
    if (search) void navigate({ to: '.', search: search as never });
  };
  const select = () => {
    const id = currentId();
    if (id && onSelect) onSelect(id);
  };
  useShortcuts({
    ...moves,
    x: select,
    ']': () => go(pages.next),
    '[': () => go(pages.previous),
  });
}
