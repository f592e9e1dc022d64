import type { Page } from '@berth/client';
import { useQuery } from '@tanstack/react-query';
import { callOperation } from '../app/client.ts';
import { navigation, resourceAt, resourceOf, titleOf } from '../app/navigation.ts';
import { signOut, whyNot } from '../app/session.ts';
import { type Session, useSession } from '../app/session-state.ts';
import { applyTheme, themes } from '../app/theme.ts';
import { usePaused } from '../app/use-paused.ts';
import { hasText, nameOf, type Row } from '../list/row.ts';
import { sessionWords } from '../words/session.ts';
import { shell } from '../words/shell.ts';

export interface PaletteEntry {
  id: string;
  label: string;
  kind: string;
  /** The path of the view that it opens, unless it does something else. */
  to?: string;
  run?: () => void;
}

/** The lists that are searched while somebody types. Each is one request. */
const SEARCHED = [
  'provider-configs',
  'provider-config-vaults',
  'provider-deployments',
  'providers',
  'provider-auth-configs',
  'api-keys',
];
const MOST_OF_LIST = 4;
const PAUSE_MS = 200;
const SHORTEST = 2;

/** Finds what a text may mean: the row of an id, rows whose name or handle fits, lists, and actions. */
export function usePaletteEntries(text: string, { onHelp }: { onHelp: () => void }): PaletteEntry[] {
  const session = useSession();
  const typed = text.trim();
  const asked = usePaused(typed, PAUSE_MS);
  const isSearch = asked.length >= SHORTEST && resourceOf(asked) === null;
  const { data: rows = [] } = useQuery({
    queryKey: ['palette', asked],
    queryFn: () => findRows(session, asked),
    enabled: isSearch,
  });
  const fits = ({ label, kind }: PaletteEntry) => hasText(`${kind} ${label}`, typed);
  const opened = resourceOf(typed);
  const direct = opened ? [entryOf(opened.path, typed, shell.openId(typed))] : [];
  // The rows of the text before are offered as far as they fit the text of now: Enter opens no other row
  const found = asked === typed ? rows : rows.filter(({ label }) => hasText(label, typed));
  return [
    ...direct,
    ...(isSearch ? found : []),
    ...placesOf(session).filter(fits),
    ...actionsOf(onHelp).filter(fits),
  ];
}

async function findRows({ key }: Session, search: string): Promise<PaletteEntry[]> {
  const lists = SEARCHED.flatMap((path) => resourceAt(path) ?? []).filter(
    ({ scopes }) => whyNot(key, scopes.list) === null,
  );
  const found = await Promise.allSettled(
    lists.map(async ({ name, path }) => {
      const page = await callOperation<Page<Row>>(`${name}.list`, { search, limit: MOST_OF_LIST });
      return page.items.map((row) => entryOf(path, row.id, nameOf(row)));
    }),
  );
  return found.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
}

function entryOf(path: string, id: string, label: string): PaletteEntry {
  const resource = resourceAt(path);
  return { id, label, kind: resource ? titleOf(resource) : path, to: `/${path}/${id}` };
}

const placesOf = ({ key }: Session): PaletteEntry[] =>
  navigation.flatMap(({ entries }) =>
    entries
      .filter(({ resource }) => whyNot(key, resource?.scopes.list) === null)
      .map(({ path, title }) => ({ id: `go ${path}`, label: title, kind: shell.goTo, to: `/${path}` })),
  );

const actionsOf = (onHelp: () => void): PaletteEntry[] => [
  ...themes.map((theme) => ({
    id: `theme ${theme}`,
    label: `${shell.theme}: ${shell.themes[theme]}`,
    kind: shell.actions,
    run: () => applyTheme(theme),
  })),
  { id: 'help', label: shell.help, kind: shell.actions, run: onHelp },
  { id: 'sign out', label: sessionWords.signOut, kind: shell.actions, run: () => void signOut() },
];
