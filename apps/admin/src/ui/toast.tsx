import { useEffect, useId, useSyncExternalStore } from 'react';
import { common } from '../words/common.ts';
import { Button } from './button.tsx';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';

interface Message {
  id: number;
  text: string;
  tone: 'good' | 'bad';
}

const SHOWN_MS = 6_000;
const MOST = 4;

let messages: readonly Message[] = [];
/** The live regions on the page, the last one on top: what is below a modal dialog can be neither read nor closed. */
let regions: readonly string[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function tell(): void {
  for (const changed of listeners) changed();
}

function set(next: readonly Message[]): void {
  messages = next;
  tell();
}

const remove = (id: number): void => set(messages.filter((message) => message.id !== id));
const NONE: readonly Message[] = [];

/** Adds a region on top, and returns how it goes. */
function addRegion(id: string): () => void {
  regions = [...regions, id];
  tell();
  return () => {
    regions = regions.filter((region) => region !== id);
    tell();
  };
}

/** Tells the result of an action for some seconds; an error stays until it is closed. */
export function toast(text: string, tone: Message['tone'] = 'good'): void {
  const id = nextId++;
  set([...messages, { id, text, tone }].slice(-MOST));
  if (tone === 'good') setTimeout(() => remove(id), SHOWN_MS);
}

const subscribe = (changed: () => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

/**
 * Shows the messages in a live region: the page and each dialog have one, and that on top shows them. It is always
 * there, because readers of the screen miss a new region.
 */
export function Toasts() {
  const own = useId();
  useEffect(() => addRegion(own), [own]);
  const shown = useSyncExternalStore(subscribe, () => (regions.at(-1) === own ? messages : NONE));
  return (
    <div role="status" aria-live="polite" className="fixed right-4 bottom-4 z-20 grid max-w-sm gap-2">
      {shown.map(({ id, text, tone }) => (
        <div
          key={id}
          className={classes(
            'flex items-center gap-2 rounded-md border bg-surface py-1 pr-1 pl-3 shadow-lg',
            tone === 'good' ? 'border-good' : 'border-bad',
          )}
        >
          <span className={classes('grow', tone === 'bad' && 'text-bad')}>{text}</span>
          <Button kind="quiet" square aria-label={common.close} onClick={() => remove(id)}>
            <Icon name="close" size={14} />
          </Button>
        </div>
      ))}
    </div>
  );
}
