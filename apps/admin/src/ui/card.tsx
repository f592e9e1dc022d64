import { type ReactNode, useId } from 'react';
import { classes } from './classes.ts';

interface CardProps {
  title?: ReactNode;
  /** Controls at the right of the title. */
  actions?: ReactNode;
  /** True to leave out the inner margin, for a table. */
  flush?: boolean;
  children: ReactNode;
}

/** Shows a part of a page with a title. It is no landmark: a page has many, and titles may repeat. */
export function Card({ title, actions, flush = false, children }: CardProps) {
  const id = useId();
  return (
    <div
      {...(title ? { role: 'group', 'aria-labelledby': id } : {})}
      className={classes('min-w-0 rounded-md border border-line bg-surface', flush && 'overflow-hidden')}
    >
      {title || actions ? (
        <header className="flex min-h-11 flex-wrap items-center gap-2 border-b border-line px-4 py-1.5">
          <h2 id={id} className="grow text-sm font-semibold">
            {title}
          </h2>
          {actions ? (
            <div className="ml-auto flex flex-wrap items-center justify-end gap-2">{actions}</div>
          ) : null}
        </header>
      ) : null}
      <div className={classes(flush ? '[&_:is(td,th):first-child]:pl-4' : 'p-4')}>{children}</div>
    </div>
  );
}
