import { type ComponentProps, type ReactNode, useId, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { classes } from './classes.ts';
import { placeBelow } from './place.ts';

export interface MenuItem {
  label: string;
  onSelect: () => void;
  /** True for the chosen one of several; absent where there is no choice. */
  checked?: boolean;
  disabledReason?: string | null;
}

interface MenuProps extends Pick<ComponentProps<typeof Button>, 'kind' | 'square' | 'aria-label'> {
  trigger: ReactNode;
  items: readonly MenuItem[];
  /** Shown above the items. */
  head?: ReactNode;
  side?: 'start' | 'end';
}

/** Shows a button that opens a menu (WAI-ARIA menu button): arrows, Home, End and letters move, Escape closes. */
export function Menu({ trigger, items, head, side = 'end', ...button }: MenuProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const popover = useRef<HTMLDivElement>(null);
  const anchor = useRef<HTMLSpanElement>(null);

  const entries = () => [...(popover.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
  const focusAt = (index: number) => entries().at(index)?.focus();
  const close = () => {
    popover.current?.hidePopover();
    anchor.current?.querySelector('button')?.focus();
  };
  const open = (at: number) => {
    popover.current?.showPopover();
    if (popover.current && anchor.current) placeBelow(popover.current, anchor.current, side);
    focusAt(at);
  };
  const move = (key: string): boolean => {
    const all = entries();
    const at = all.indexOf(document.activeElement as HTMLElement);
    if (key === 'ArrowDown') focusAt((at + 1) % all.length);
    else if (key === 'ArrowUp') focusAt((at - 1 + all.length) % all.length);
    else if (key === 'Home') focusAt(0);
    else if (key === 'End') focusAt(-1);
    else if (key === 'Escape' || key === 'Tab') close();
    else if (/^\w$/.test(key)) {
      const found = [...all.slice(at + 1), ...all].find((entry) =>
        entry.textContent?.toLowerCase().startsWith(key.toLowerCase()),
      );
      found?.focus();
    } else return false;
    return key !== 'Tab';
  };
  return (
    <span ref={anchor} className="inline-flex">
      <Button
        {...button}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => (isOpen ? close() : open(0))}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          open(event.key === 'ArrowDown' ? 0 : -1);
        }}
      >
        {trigger}
      </Button>
      <div
        ref={popover}
        popover="auto"
        onToggle={(event) => setOpen(event.newState === 'open')}
        className="fixed m-0 max-h-[70dvh] min-w-44 overflow-y-auto rounded-md border border-line-strong bg-surface p-1 text-text shadow-lg"
      >
        {head}
        <div
          id={id}
          role="menu"
          tabIndex={-1}
          onKeyDown={(event) => {
            if (!move(event.key)) return;
            event.preventDefault();
            event.stopPropagation();
          }}
        >
          {items.map(({ label, onSelect, checked, disabledReason }) => (
            // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role with `aria-checked` is that of a choice
            <button
              key={label}
              type="button"
              tabIndex={-1}
              role={checked === undefined ? 'menuitem' : 'menuitemradio'}
              aria-checked={checked}
              aria-disabled={disabledReason ? true : undefined}
              title={disabledReason ?? undefined}
              className={classes(
                'flex min-h-8 w-full items-center gap-2 rounded px-2 text-left text-sm hover:bg-sunken focus:bg-sunken',
                disabledReason && 'cursor-not-allowed opacity-55',
              )}
              onClick={() => {
                if (disabledReason) return;
                close();
                onSelect();
              }}
            >
              {checked === undefined ? null : (
                <span aria-hidden="true" className="w-3">
                  {checked ? '✓' : ''}
                </span>
              )}
              {label}
            </button>
          ))}
        </div>
      </div>
    </span>
  );
}
