export const themes = ['light', 'dark', 'system'] as const;

export type Theme = (typeof themes)[number];

const PLACE = 'berth-theme';

/** Returns the chosen theme. A browser may refuse to keep anything. */
export function readTheme(): Theme {
  try {
    const kept = localStorage.getItem(PLACE);
    return themes.find((theme) => theme === kept) ?? 'system';
  } catch {
    return 'system';
  }
}

/** Shows the page in a theme, and keeps it for the next visit. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(PLACE, theme);
  } catch {}
}
