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
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {about ? (
        <p className="max-w-prose text-muted">{typeof about === 'string' ? withCode(about) : about}</p>
      ) : null}
    </header>
  );
}

/** Sets the parts of a text between backquotes as code. */
const withCode = (text: string): ReactNode =>
  text.split('`').map((part, i) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text never change places
    i % 2 === 1 ? <code key={i}>{part}</code> : part,
  );
