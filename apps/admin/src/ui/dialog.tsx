import { type ReactNode, useEffect, useId, useRef } from 'react';
import { common } from '../words/common.ts';
import { Button } from './button.tsx';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';
import { Toasts } from './toast.tsx';

interface DialogProps {
  title: string;
  /** Called by Escape, by a click outside, and by the button. Absent for a dialog that must be answered. */
  onClose?: () => void;
  /** `drawer` stands at the right edge, `side` at the left, `top` near the top, and `box` in the middle. */
  place?: 'box' | 'top' | 'drawer' | 'side';
  wide?: boolean;
  /** True when the content shows the title itself, or has no room for one. */
  bare?: boolean;
  /** Buttons at the end. */
  footer?: ReactNode;
  children: ReactNode;
}

const PLACES = {
  box: 'm-auto max-h-[calc(100dvh-2rem)] rounded-md',
  top: 'mx-auto mt-[10vh] mb-auto max-h-[80dvh] rounded-md',
  side: 'my-0 mr-auto ml-0 h-dvh max-h-dvh max-w-64 border-y-0 border-l-0',
  drawer: 'my-0 mr-0 ml-auto h-dvh max-h-dvh border-y-0 border-r-0',
};

/**
 * Shows a modal dialog while it is rendered: the rest of the page is inert, the focus stays inside, and returns when it
 * goes. The browser's own `<dialog>` does all of that. An element with `data-focus` gets the focus first.
 */
export function Dialog({
  title,
  onClose,
  place = 'box',
  wide = false,
  bare = false,
  footer,
  children,
}: DialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const isPressedOutside = useRef(false);
  useEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    if (!shown?.open) shown?.showModal();
    shown?.querySelector<HTMLElement>('[data-focus]')?.focus();
    return () => {
      shown?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, by `onCancel`
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
      onClose={() => {
        // A browser closes a dialog at a second Escape whatever the page says: one that is still there comes back
        if (dialog.current?.open !== false) return;
        onClose?.();
        setTimeout(() => dialog.current?.open === false && dialog.current.showModal());
      }}
      onMouseDown={(event) => {
        isPressedOutside.current = event.target === dialog.current;
      }}
      // A selection of text that ends outside began inside
      onClick={(event) => isPressedOutside.current && event.target === dialog.current && onClose?.()}
      data-must-answer={onClose ? undefined : ''}
      className={classes(
        'w-full overflow-hidden border border-line bg-surface p-0 text-text shadow-lg backdrop:bg-scrim',
        'open:flex open:flex-col',
        PLACES[place],
        place !== 'side' && (wide ? 'max-w-3xl' : 'max-w-lg'),
      )}
    >
      <header
        className={classes('flex items-center gap-2 border-b border-line py-2 pr-2 pl-4', bare && 'sr-only')}
      >
        <h2 id={id} className="grow text-base font-semibold">
          {title}
        </h2>
        {onClose && !bare ? (
          <Button kind="quiet" square aria-label={common.close} onClick={onClose}>
            <Icon name="close" />
          </Button>
        ) : null}
      </header>
      <div className={classes('min-h-0 grow overflow-y-auto', !bare && 'p-4')}>{children}</div>
      {footer ? (
        <footer className="flex justify-end gap-2 border-t border-line px-4 py-3">{footer}</footer>
      ) : null}
      <Toasts />
    </dialog>
  );
}

/** Shows a dialog at the right edge, for details beside a list. */
export const Drawer = (props: Omit<DialogProps, 'place'>) => <Dialog {...props} place="drawer" />;
