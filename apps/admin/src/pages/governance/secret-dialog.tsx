import { useState } from 'react';
import { Button, copyText, Dialog, Icon, sayNotCopied } from '../../ui/index.ts';
import { common } from '../../words/common.ts';
import { keyWords } from '../../words/keys.ts';

/**
 * Shows a secret that is shown once. Only the state of the caller holds it, which forgets it on `onClose`: no cache and
 * no address has it. It closes by its button alone, so that a click beside it does not lose the secret.
 */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const [isCopied, setCopied] = useState(false);
  return (
    <Dialog
      title={keyWords.secretTitle}
      footer={
        <Button kind={isCopied ? 'primary' : 'plain'} onClick={onClose}>
          {keyWords.stored}
        </Button>
      }
    >
      <div className="grid gap-3">
        <p>{keyWords.secretAbout}</p>
        <output
          aria-label={keyWords.secret}
          className="block rounded border border-line-strong bg-sunken p-3 font-mono text-sm break-all select-all"
        >
          {secret}
        </output>
        <div>
          <Button
            data-focus
            kind={isCopied ? 'plain' : 'primary'}
            onClick={() => void copyText(secret).then(() => setCopied(true), sayNotCopied)}
          >
            <Icon name={isCopied ? 'check' : 'copy'} size={14} />
            <span aria-live="polite">{isCopied ? common.copied : common.copy}</span>
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
