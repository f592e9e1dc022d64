import type { ProviderVersion } from '@berth/client';
import { useState } from 'react';
import { berth } from '../../../app/client.ts';
import { etagOf } from '../../../detail/use-row.ts';
import { rowOf } from '../../../list/row.ts';
import { Button, Dialog, Failure, toast } from '../../../ui/index.ts';
import { catalogWords } from '../../../words/catalog.ts';
import { common } from '../../../words/common.ts';
import { ImpactOf } from '../../upgrade/impact.tsx';

/** Asks before a version becomes the current one, and shows which values it would break. */
export function MakeCurrentDialog({ version, onClose }: { version: ProviderVersion; onClose: () => void }) {
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    try {
      const ifMatch = etagOf(rowOf(version));
      await berth.providerVersions.update(version.id, { is_current: true }, { ifMatch });
      toast(catalogWords.madeCurrent(version.version));
      onClose();
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={catalogWords.makeCurrentTitle(version.version)}
      onClose={onClose}
      wide
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button kind="primary" busy={isBusy} onClick={() => void make()}>
            {catalogWords.makeCurrent}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <p>{catalogWords.makeCurrentAbout}</p>
        <ImpactOf versionId={version.id} />
        {error ? <Failure title={common.failed} error={error} /> : null}
      </div>
    </Dialog>
  );
}
