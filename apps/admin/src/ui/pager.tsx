import { listWords } from '../words/list.ts';
import { LinkButton } from './button.tsx';
import { Icon } from './icon.tsx';

interface PagerProps {
  /** The path of the list. */
  to: string;
  /** The search of the neighbouring pages; null where there is none. */
  first: Record<string, unknown> | null;
  previous: Record<string, unknown> | null;
  next: Record<string, unknown> | null;
}

/** Shows links to the pages before and after, which can be opened in another tab. */
export const Pager = ({ to, first, previous, next }: PagerProps) => (
  <nav aria-label={listWords.pages} className="flex gap-1">
    {(
      [
        ['first', first],
        ['previous', previous],
        ['next', next],
      ] as const
    ).map(([name, search]) =>
      search ? (
        <LinkButton key={name} to={to} search={search} square>
          <Icon name={ICONS[name]} />
          <span className="sr-only">{listWords[name]}</span>
        </LinkButton>
      ) : (
        <span key={name} className="inline-flex size-8 items-center justify-center text-line-strong">
          <Icon name={ICONS[name]} />
        </span>
      ),
    )}
  </nav>
);

const ICONS = { first: 'first', previous: 'left', next: 'right' } as const;
