import type { ProviderConfigVault } from '@berth/client';
import { useState } from 'react';
import { berth } from '../../../app/client.ts';
import { useWhyNot } from '../../../app/session.ts';
import { etagOf } from '../../../detail/use-row.ts';
import type { Row } from '../../../list/row.ts';
import { IdLink } from '../../../list/value.tsx';
import { Badge, Button, Card, Failure, Select } from '../../../ui/index.ts';
import { common } from '../../../words/common.ts';
import { historyWords } from '../../../words/history.ts';
import { relatedWords } from '../../../words/related.ts';
import { ReviewDialog } from '../parts/review-dialog.tsx';
import { useRevisions } from './revisions.ts';

const FOLLOW = 'follow';

/** Shows the revision of the vault that a config uses, and lets it be pinned or follow again. */
export function PinCard({ row }: { row: Row }) {
  const vault = row.from_vault as ProviderConfigVault;
  const pinned = row.vault_revision as number | null;
  const reason =
    useWhyNot([['provider-configs:write']]) ?? (row.status === 'archived' ? historyWords.readOnlyRow : null);
  const [isChoosing, setChoosing] = useState(false);
  return (
    <Card
      title={historyWords.vaultRevision}
      actions={
        <Button disabledReason={reason} onClick={() => setChoosing(true)}>
          {historyWords.pin}
        </Button>
      }
    >
      <p className="flex flex-wrap items-center gap-2">
        <IdLink id={vault.id} label={vault.name} />
        {pinned === null ? null : (
          <Badge tone={pinned === vault.revision ? 'neutral' : 'warn'}>{pinned}</Badge>
        )}
        <span>
          {pinned === null
            ? historyWords.follows(vault.revision)
            : historyWords.pinned(pinned, vault.revision)}
        </span>
      </p>
      {isChoosing ? (
        <PinDialog row={row} vault={vault} pinned={pinned} onClose={() => setChoosing(false)} />
      ) : null}
    </Card>
  );
}

interface PinDialogProps {
  row: Row;
  vault: ProviderConfigVault;
  pinned: number | null;
  onClose: () => void;
}

function PinDialog({ row, vault, pinned, onClose }: PinDialogProps) {
  const [chosen, setChosen] = useState(pinned === null ? FOLLOW : String(pinned));
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useRevisions(
    'providerConfigVaults',
    vault.id,
  );
  const usable = (data?.pages ?? [])
    .flatMap(({ items }) => items)
    .filter(({ destroyed_at }) => destroyed_at === null)
    .map(({ revision }) => revision);
  const offered = pinned === null || usable.includes(pinned) ? usable : [...usable, pinned];
  return (
    <ReviewDialog
      row={row}
      title={historyWords.pinTitle}
      about={historyWords.pinAbout}
      confirm={common.save}
      done={historyWords.pinDone}
      onClose={onClose}
      tried={chosen}
      write={({ dryRun, force }) =>
        berth.providerConfigs.update(
          row.id,
          { vault_revision: chosen === FOLLOW ? null : Number(chosen) },
          { dryRun, force, ifMatch: etagOf(row) },
        )
      }
    >
      <Select
        label={historyWords.vaultRevision}
        value={chosen}
        onChange={(event) => setChosen(event.target.value)}
        options={[
          { value: FOLLOW, label: historyWords.follow },
          ...offered.map((revision) => ({ value: String(revision), label: historyWords.pinTo(revision) })),
        ]}
      />
      {error ? <Failure title={relatedWords.loadFailed} error={error} /> : null}
      {hasNextPage ? (
        <div>
          <Button kind="quiet" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {historyWords.older}
          </Button>
        </div>
      ) : null}
    </ReviewDialog>
  );
}
