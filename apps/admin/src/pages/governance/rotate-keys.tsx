import { useState } from 'react';
import { berth } from '../../app/client.ts';
import { Button, Dialog, Failure, toast } from '../../ui/index.ts';
import { common } from '../../words/common.ts';
import { encryptionWords } from '../../words/governance.ts';

interface RotateKeysProps {
  keys: 'master' | 'data';
  onStarted: () => void;
  onClose: () => void;
}

/** Asks before encryption keys are rotated. */
export function RotateKeys({ keys, onStarted, onClose }: RotateKeysProps) {
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const rotate = async () => {
    setBusy(true);
    try {
      await berth.encryption.rotate({ keys });
      toast(encryptionWords.started);
      onStarted();
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={encryptionWords.titles[keys]}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button kind="primary" busy={isBusy} onClick={() => void rotate()}>
            {encryptionWords.rotate}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <p>{encryptionWords.abouts[keys]}</p>
        {error ? <Failure title={common.failed} error={error} /> : null}
      </div>
    </Dialog>
  );
}
