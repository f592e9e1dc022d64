import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { resourceNamed } from '../../app/navigation.ts';
import { useWhyNot } from '../../app/session.ts';
import { ResourceDetail } from '../../detail/detail-page.tsx';
import { rowAs } from '../../list/row.ts';
import { Button, Card } from '../../ui/index.ts';
import { approvalWords } from '../../words/approvals.ts';
import { upgradeWords } from '../../words/upgrade.ts';
import { Diff } from '../upgrade/diff.tsx';
import { type Approval, ApprovalDialog, type Verdict } from './approval-dialog.tsx';

const VERDICTS: readonly Verdict[] = ['approve', 'reject'];

const asApproval = rowAs<Approval>;

/** The page of `/version-approvals/$id`: the changes that a version brings, and the decision about it. */
export function ApprovalPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  return (
    <ResourceDetail
      key={id}
      resource={resourceNamed('version-approvals')}
      id={id}
      actions={(row) => <Verdicts approval={asApproval(row)} />}
    >
      {(row) => <Changes approval={asApproval(row)} />}
    </ResourceDetail>
  );
}

/** Shows the ways to decide; off with the reason where the key may not, and where the decision is made. */
function Verdicts({ approval }: { approval: Approval }) {
  const lacks = useWhyNot([['version-approvals:write']]);
  const [asked, setAsked] = useState<Verdict | null>(null);
  const { status } = approval;
  const made = {
    approve: status === 'approved' ? approvalWords.isApproved : null,
    reject: status === 'rejected' ? approvalWords.isRejected : null,
  };
  return (
    <>
      {VERDICTS.map((verdict) => (
        <Button
          key={verdict}
          kind={verdict === 'approve' ? 'primary' : 'plain'}
          disabledReason={lacks ?? made[verdict]}
          onClick={() => setAsked(verdict)}
        >
          {approvalWords[verdict]}
        </Button>
      ))}
      {asked ? <ApprovalDialog approval={approval} verdict={asked} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

function Changes({ approval }: { approval: Approval }) {
  const { status, decision, in_force, provider_version_id: to, specification_id } = approval;
  return (
    <>
      {status === 'not_required' ? <p className="text-muted">{approvalWords.notRequired}</p> : null}
      {decision?.is_void ? <p role="status">{approvalWords.isVoid}</p> : null}
      {in_force ? (
        <Diff from={in_force.id} to={to} />
      ) : (
        <Card title={upgradeWords.diff}>
          <p className="mb-2">{approvalWords.nothingInForce}</p>
          <Link to={`/provider-specifications/${specification_id}`} className="underline underline-offset-2">
            {approvalWords.wholeSpecification}
          </Link>
        </Card>
      )}
    </>
  );
}
