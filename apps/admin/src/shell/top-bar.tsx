import { useState } from 'react';
import { signOut } from '../app/session.ts';
import { useSession } from '../app/session-state.ts';
import { applyTheme, readTheme, themes } from '../app/theme.ts';
import { Badge, Button, Icon, Menu, Time } from '../ui/index.ts';
import { sessionWords } from '../words/session.ts';
import { shell } from '../words/shell.ts';

interface TopBarProps {
  onMenu: () => void;
  onPalette: () => void;
  onHelp: () => void;
}

/** Shows the instance with its colour on every page, and what every page offers. */
export function TopBar({ onMenu, onPalette, onHelp }: TopBarProps) {
  const { instance, key, expires_at } = useSession();
  const [theme, setTheme] = useState(readTheme);
  return (
    <header
      className="sticky top-0 z-10 flex min-h-12 items-center gap-2 border-t-4 border-b border-t-accent border-b-line bg-surface px-3"
      style={instance.color ? { borderTopColor: instance.color } : undefined}
    >
      <span className="md:hidden">
        <Button kind="quiet" square aria-label={shell.openNavigation} onClick={onMenu}>
          <Icon name="menu" />
        </Button>
      </span>
      <p className="flex min-w-0 items-center gap-2">
        <span className="hidden text-muted sm:inline">{shell.product}</span>
        <strong className="truncate font-semibold">{instance.name}</strong>
        {instance.type === 'production' ? <Badge tone="warn">{sessionWords.production}</Badge> : null}
      </p>
      <span className="grow" />
      <Button aria-keyshortcuts="Control+K" onClick={onPalette}>
        <Icon name="search" />
        <span className="sr-only text-muted md:not-sr-only">{shell.search}</span>
        <span
          aria-hidden="true"
          className="hidden rounded border border-line px-1 text-xs text-muted md:inline"
        >
          {shell.searchKeys}
        </span>
      </Button>
      <Menu
        kind="quiet"
        square
        aria-label={shell.theme}
        trigger={<Icon name="sun" />}
        items={themes.map((name) => ({
          label: shell.themes[name],
          checked: theme === name,
          onSelect: () => {
            applyTheme(name);
            setTheme(name);
          },
        }))}
      />
      <Menu
        kind="quiet"
        square
        aria-label={shell.account}
        trigger={<Icon name="key" />}
        head={
          <div className="border-b border-line px-2 pt-1 pb-2 text-xs text-muted">
            <p className="font-medium text-text">{sessionWords.keyOf(key.name ?? key.id)}</p>
            <p>
              {sessionWords.expires} <Time at={expires_at} />
            </p>
          </div>
        }
        items={[
          { label: shell.help, onSelect: onHelp },
          { label: shell.reference, onSelect: () => window.open(new URL('../docs', document.baseURI)) },
          { label: sessionWords.signOut, onSelect: () => void signOut() },
        ]}
      />
    </header>
  );
}
