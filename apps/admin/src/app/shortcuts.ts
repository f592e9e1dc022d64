import { useEffect, useRef } from 'react';

/** Tells if keys go into a text now, where a letter is no shortcut. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.matches('input:not([type=checkbox]), textarea, select, [contenteditable]');

/** The effect of each key: `k`, `ArrowDown`, `?`, or `mod+k` for Ctrl-K and ⌘K. */
export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/**
 * Binds keys while a component is shown. A letter is no shortcut in an input or below an open dialog; one with `mod`
 * is one everywhere, except below a dialog that must be answered.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  current.current = shortcuts;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isMod = event.ctrlKey || event.metaKey;
      const run = current.current[isMod ? `mod+${event.key.toLowerCase()}` : event.key];
      if (!run || event.altKey || event.defaultPrevented) return;
      const isBlocked =
        isTyping(event.target) || document.querySelector('dialog[open], [popover]:popover-open [role=menu]');
      if (isMod ? document.querySelector('dialog[open][data-must-answer]') : isBlocked) return;
      event.preventDefault();
      run(event);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
