import type { ProviderVersionApproval } from '@berth/client';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { berth } from '../../app/client.ts';
import { etagOf } from '../../detail/use-row.ts';
import type { Row } from '../../list/row.ts';
import { Button, Dialog, Failure, TextField, toast } from '../../ui/index.ts';
import { approvalWords } from '../../words/approvals.ts';
import { common } from '../../words/common.ts';

export type Approval = ProviderVersionApproval & Row;
export type Verdict = 'approve' | 'reject';

interface ApprovalDialogProps {
  approval: Approval;
  verdict: Verdict;
  onClose: () => void;
}

/** Asks for the reason of a decision, and makes it for the specification that the page shows. */
export function ApprovalDialog({ approval, verdict, onClose }: ApprovalDialogProps) {
  const form = useId();
  const queries = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const [needsReason, setNeedsReason] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const { id, name, specification_hash } = approval;
  const decide = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim();
    setNeedsReason(verdict === 'reject' && reason === '');
    if (verdict === 'reject' && reason === '') return;
    setBusy(true);
    setError(null);
    const options = { ifMatch: etagOf(approval) };
    try {
      if (verdict === 'reject')
        await berth.versionApprovals.reject(id, { reason, specification_hash }, options);
      else await berth.versionApprovals.approve(id, { reason: reason || null, specification_hash }, options);
      toast(approvalWords.done[verdict]);
      onClose();
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
    await queries.invalidateQueries();
  };
  return (
    <Dialog
      title={approvalWords.title[verdict](name)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" form={form} kind={verdict === 'approve' ? 'primary' : 'danger'} busy={isBusy}>
            {approvalWords[verdict]}
          </Button>
        </>
      }
    >
      <form id={form} className="grid gap-4" onSubmit={(event) => void decide(event)}>
        <p className="text-muted">{approvalWords.about[verdict]}</p>
        <TextField
          label={approvalWords.reason[verdict]}
          name="reason"
          data-focus
          maxLength={1_000}
          error={needsReason ? approvalWords.needsReason : null}
        />
        {error ? <Failure title={common.failed} error={error} /> : null}
      </form>
    </Dialog>
  );
}
