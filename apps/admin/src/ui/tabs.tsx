import { type ReactNode, useId, useRef } from 'react';
import { classes } from './classes.ts';

export interface Tab {
  id: string;
  label: ReactNode;
}

interface TabsProps {
  label: string;
  tabs: readonly Tab[];
  current: string;
  onChange: (id: string) => void;
  /** The content of the current tab. */
  children: ReactNode;
}

/** Shows tabs (WAI-ARIA tabs): arrows choose, Tab goes into the content. The URL has the current one. */
export function Tabs({ label, tabs, current, onChange, children }: TabsProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const choose = (step: number) => {
    const at = tabs.findIndex((tab) => tab.id === current);
    const next = (at + step + tabs.length) % tabs.length;
    onChange(tabs[next]?.id ?? current);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
  };
  return (
    <div className="min-w-0">
      <div
        ref={list}
        role="tablist"
        aria-label={label}
        className="flex gap-1 overflow-x-auto border-b border-line"
        onKeyDown={(event) => {
          if (event.key === 'ArrowRight') choose(1);
          else if (event.key === 'ArrowLeft') choose(-1);
        }}
      >
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${id}-${tab.id}`}
            aria-selected={tab.id === current}
            aria-controls={`${id}-panel`}
            tabIndex={tab.id === current ? 0 : -1}
            className={classes(
              '-mb-px min-h-9 border-b-2 px-3 text-sm whitespace-nowrap',
              tab.id === current
                ? 'border-accent font-semibold'
                : 'border-transparent text-muted hover:text-text',
            )}
            onClick={() => onChange(tab.id)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${current}`} className="pt-4">
        {children}
      </div>
    </div>
  );
}
