const PREFIX = 'berth draft ';

/** Names a draft in the storage of the tab: one of another instance or dashboard is another one. */
export const draftName = (instance: string, key: string): string =>
  `${PREFIX}${new URL(document.baseURI).pathname} ${instance} ${location.pathname} ${key}`;

/** Forgets all drafts of the tab. */
export function dropDrafts(): void {
  for (const name of Object.keys(sessionStorage))
    if (name.startsWith(PREFIX)) sessionStorage.removeItem(name);
}
