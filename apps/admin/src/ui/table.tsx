import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes.ts';

/** Shows a table that scrolls sideways where it must. */
export const Table = ({ label, busy, children }: { label: string; busy?: boolean; children: ReactNode }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
  <section tabIndex={0} aria-label={label} className="relative min-w-0 overflow-x-auto">
    <table aria-busy={busy || undefined} className="w-full border-collapse text-left">
      {children}
    </table>
  </section>
);

export const HeadCell = ({ className, ...rest }: ComponentProps<'th'>) => (
  <th
    scope="col"
    {...rest}
    className={classes(
      'h-9 border-b border-line bg-surface px-3 text-xs font-medium whitespace-nowrap text-muted',
      className,
    )}
  />
);

export const Row = ({ className, ...rest }: ComponentProps<'tr'>) => (
  <tr
    {...rest}
    className={classes(
      'border-b border-line last:border-b-0 focus-within:bg-accent-soft hover:bg-sunken',
      className,
    )}
  />
);

export const Cell = ({ className, ...rest }: ComponentProps<'td'>) => (
  <td {...rest} className={classes('h-9 max-w-80 truncate px-3 py-1', className)} />
);
