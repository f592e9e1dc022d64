import { useState } from 'react';
import { common } from '../words/common.ts';
import { Button, type ButtonKind } from './button.tsx';
import { Icon } from './icon.tsx';
import { toast } from './toast.tsx';

const SHOWN_MS = 1_500;

/**
 * Writes a text to the clipboard; without TLS, where the browser has no clipboard, by a selection.
 *
 * @throws When the browser refuses.
 */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement('textarea');
  area.value = text;
  const before = document.activeElement;
  // Everything outside of a modal dialog is inert, and cannot be selected
  const around = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
  around.append(area);
  area.select();
  const isCopied = document.execCommand('copy');
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  if (!isCopied) throw new Error(common.notCopied);
}

/** Says that a text could not be copied. */
export const sayNotCopied = (): void => toast(common.notCopied, 'bad');

interface CopyButtonProps {
  text: string;
  /** The name of what is copied, for readers of the screen. */
  label: string;
  kind?: ButtonKind;
}

/** Shows a button that copies a text, and says so for a moment. */
export function CopyButton({ text, label, kind = 'quiet' }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  return (
    <Button
      kind={kind}
      square
      className="-my-1.5"
      aria-label={isCopied ? common.copied : label}
      title={label}
      onClick={() => {
        void copyText(text).then(() => {
          setCopied(true);
          setTimeout(() => setCopied(false), SHOWN_MS);
        }, sayNotCopied);
      }}
    >
      <Icon name={isCopied ? 'check' : 'copy'} size={14} />
    </Button>
  );
}

/** Shows code or JSON with a button that copies it. */
export const CodeBlock = ({ text, label }: { text: string; label: string }) => (
  <div className="relative min-w-0 rounded border border-line bg-sunken">
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
    <section tabIndex={0} aria-label={label} className="max-h-80 overflow-auto p-3 pr-10">
      <pre className="font-mono text-xs">{text}</pre>
    </section>
    <div className="absolute top-1 right-1">
      <CopyButton text={text} label={`${common.copy}: ${label}`} />
    </div>
  </div>
);
