import { Link } from '@tanstack/react-router';
import { navigation } from '../app/navigation.ts';
import { whyNot } from '../app/session.ts';
import { useSession } from '../app/session-state.ts';
import { classes } from '../ui/index.ts';
import { common } from '../words/common.ts';
import { shell } from '../words/shell.ts';

const ITEM = 'block rounded px-2 py-1 text-sm';

/** Shows the navigation by subject. Lists that the key may not read are dimmed, and say why on hover. */
export function Sidebar({ onSelect }: { onSelect?: () => void }) {
  const { key } = useSession();
  return (
    <nav
      aria-label={shell.navigation}
      className={classes('grid content-start gap-4', onSelect ? '-mx-2' : 'p-3')}
    >
      <Link
        to="/"
        {...(onSelect ? { onClick: onSelect } : {})}
        activeOptions={{ exact: true }}
        activeProps={{ className: 'bg-accent-soft font-semibold text-accent' }}
        className={classes(ITEM, 'hover:bg-sunken')}
      >
        {common.home}
      </Link>
      {navigation.map(({ title, entries }) => (
        <div key={title} className="grid gap-0.5">
          <h2 className="px-2 text-xs font-medium text-muted">{title}</h2>
          <ul className="grid gap-px">
            {entries.map(({ path, title, resource }) => {
              const reason = whyNot(key, resource?.scopes.list);
              return (
                <li key={path}>
                  <Link
                    to={`/${path}`}
                    {...(onSelect ? { onClick: onSelect } : {})}
                    {...(reason ? { title: reason } : {})}
                    activeProps={{ className: 'bg-accent-soft font-semibold text-accent' }}
                    className={classes(ITEM, 'hover:bg-sunken', reason && 'text-muted')}
                  >
                    {title}
                  </Link>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </nav>
  );
}
