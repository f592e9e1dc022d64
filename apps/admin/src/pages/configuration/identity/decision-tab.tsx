import type { IdentityDelegation } from '@berth/client';
import { useState } from 'react';
import { callOperation } from '../../../app/client.ts';
import { useWhyNot } from '../../../app/session.ts';
import type { TabProps } from '../../../detail/tab.ts';
import { etagOf } from '../../../detail/use-row.ts';
import { rowAs } from '../../../list/row.ts';
import { Button, Card, WordBadge } from '../../../ui/index.ts';
import { relatedWords } from '../../../words/related.ts';
import { ReviewDialog } from '../parts/review-dialog.tsx';

type VerdictName = keyof typeof relatedWords.verdicts;

const VERDICTS = Object.keys(relatedWords.verdicts) as VerdictName[];

/** Gives or refuses the consent that a delegation waits for, or ends the delegation. */
export function DecisionTab({ row }: TabProps) {
  const { status } = rowAs<IdentityDelegation>(row);
  const lacks = useWhyNot([['identity-delegations:write']]);
  const [asked, setAsked] = useState<VerdictName | null>(null);
  const isOver = status !== 'active' && status !== 'waiting_for_consent';
  const about = isOver
    ? relatedWords.isOver
    : status === 'active'
      ? relatedWords.isInForce
      : relatedWords.waits;
  const offOf = (verdict: VerdictName): string | null => {
    if (lacks) return lacks;
    if (isOver) return relatedWords.isOver;
    return verdict !== 'revoke' && status !== 'waiting_for_consent' ? relatedWords.notWaiting : null;
  };
  return (
    <Card title={relatedWords.decide}>
      <div className="grid gap-3">
        <p className="flex items-center gap-2">
          <WordBadge word={status} />
          <span className="text-muted">{about}</span>
        </p>
        <div className="flex flex-wrap gap-2">
          {VERDICTS.map((verdict) => (
            <Button
              key={verdict}
              kind={verdict === 'approve' ? 'primary' : verdict === 'deny' ? 'plain' : 'danger'}
              disabledReason={offOf(verdict)}
              onClick={() => setAsked(verdict)}
            >
              {relatedWords.verdicts[verdict]}
            </Button>
          ))}
        </div>
      </div>
      {asked ? (
        <ReviewDialog
          row={row}
          title={relatedWords.verdicts[asked]}
          about={about}
          confirm={relatedWords.verdicts[asked]}
          done={relatedWords.decided[asked]}
          onClose={() => setAsked(null)}
          write={async (options) => {
            await callOperation(`identityDelegations.${asked}`, row.id, { ...options, ifMatch: etagOf(row) });
            return {};
          }}
        />
      ) : null}
    </Card>
  );
}
