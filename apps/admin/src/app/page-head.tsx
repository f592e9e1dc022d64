import { type ReactNode, useEffect } from 'react';
import { shell } from '../words/shell.ts';
import { useSession } from './session-state.ts';

interface PageHeadProps {
  title: string;
  about?: ReactNode;
  /** Links to the pages above. */
  above?: ReactNode;
  /** Buttons at the right. */
  actions?: ReactNode;
}

/** Shows the head of a page, and names the page in the window. Every page begins with one. */
export function PageHead({ title, about, above, actions }: PageHeadProps) {
  const { instance } = useSession();
  useEffect(() => {
    document.title = [title, instance.name, shell.product].join(' · ');
  }, [title, instance.name]);
  return (
    <header className="mb-4 grid gap-1">
      {above ? <div className="text-xs text-muted">{above}</div> : null}
      <div className="flex flex-wrap items-center gap-2">
        <h1 className="min-w-0 grow text-xl font-semibold wrap-anywhere">{title}</h1>
        {actions}
      </div>
      {about ? <p className="max-w-prose text-muted">{about}</p> : null}
    </header>
  );
}
