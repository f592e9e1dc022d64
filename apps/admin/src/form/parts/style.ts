/** The classes of controls: one place, so that all look alike. */
export const control =
  'min-h-8 w-full min-w-0 rounded border border-line-strong bg-surface px-2 py-1 text-sm text-text placeholder:text-muted disabled:bg-sunken disabled:text-muted aria-invalid:border-bad';
export const code = 'font-mono text-xs leading-5';
export const quietButton =
  'inline-flex min-h-7 items-center gap-1 rounded border border-line-strong bg-surface px-2 text-xs font-medium text-text hover:bg-sunken disabled:text-muted disabled:hover:bg-surface';
export const bareButton =
  'inline-flex min-h-7 min-w-7 items-center justify-center rounded px-1.5 text-xs font-medium text-muted hover:bg-sunken hover:text-text disabled:opacity-40';
export const box = 'rounded border border-line';
