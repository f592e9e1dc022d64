import { Dialog } from '../ui/index.ts';
import { shell } from '../words/shell.ts';

/** Lists the keyboard shortcuts. */
export const Help = ({ onClose }: { onClose: () => void }) => (
  <Dialog title={shell.help} onClose={onClose}>
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
      {shell.shortcuts.map(([keys, what]) => (
        <div key={keys} className="contents">
          <dt>
            <kbd className="rounded border border-line-strong bg-sunken px-1.5 py-0.5 font-mono text-xs">
              {keys}
            </kbd>
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  </Dialog>
);
