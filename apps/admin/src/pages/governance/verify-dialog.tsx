import type { AuditProgress, AuditVerification } from '@berth/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { berth } from '../../app/client.ts';
import { IdLink } from '../../list/value.tsx';
import { Badge, Button, Dialog, Failure, Icon, Progress } from '../../ui/index.ts';
import { auditWords } from '../../words/audit.ts';
import { common } from '../../words/common.ts';

const KEY = ['audit-verification'];

/** Says up to which event the trail was verified on this page. */
export function Verified() {
  const { data } = useQuery<AuditVerification>({ queryKey: KEY, enabled: false });
  if (!data) return null;
  return data.valid ? (
    <Badge tone="good">{auditWords.verified(data.checked)}</Badge>
  ) : (
    <Badge tone="bad">{auditWords.broken}</Badge>
  );
}

/** Verifies the audit trail while it is open, and tells the progress and the first bad event. */
export function VerifyDialog({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const [progress, setProgress] = useState<AuditProgress | null>(null);
  const [result, setResult] = useState<AuditVerification | null>(null);
  const [error, setError] = useState<unknown>(null);
  const running = useRef<AbortController | null>(null);
  const verify = useCallback(async () => {
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    setProgress(null);
    setResult(null);
    setError(null);
    try {
      for await (const line of berth.auditEvents.verify({ progress: true }, { signal })) {
        if (line.object === 'audit_progress') setProgress(line);
        else {
          setResult(line);
          queries.setQueryData(KEY, line);
        }
      }
    } catch (failure) {
      if (!signal.aborted) setError(failure);
    }
  }, [queries]);
  useEffect(() => {
    void verify();
    return () => running.current?.abort();
  }, [verify]);
  const isOver = result !== null || error !== null;
  return (
    <Dialog
      title={auditWords.verifyTitle}
      onClose={onClose}
      footer={
        <>
          {isOver ? <Button onClick={() => void verify()}>{auditWords.again}</Button> : null}
          <Button onClick={onClose}>{isOver ? common.close : common.cancel}</Button>
        </>
      }
    >
      <div className="grid gap-3">
        <p className="text-muted">{auditWords.verifyAbout}</p>
        {isOver ? null : <Running progress={progress} />}
        <div role="status">{result?.valid ? <Valid checked={result.checked} /> : null}</div>
        {result?.first_invalid ? <Invalid found={result.first_invalid} checked={result.checked} /> : null}
        {error ? <Failure title={auditWords.verifyFailed} error={error} /> : null}
      </div>
    </Dialog>
  );
}

function Running({ progress }: { progress: AuditProgress | null }) {
  const { checked = 0, total = 0 } = progress ?? {};
  return (
    <div className="grid gap-1">
      <Progress label={auditWords.verifyTitle} value={total === 0 ? 0 : checked / total} />
      <p className="text-xs text-muted tabular-nums">
        {progress ? auditWords.verifying(checked, total) : auditWords.starting}
      </p>
    </div>
  );
}

const Valid = ({ checked }: { checked: number }) => (
  <div className="grid gap-1 rounded-md border border-good bg-good-soft p-4">
    <p className="flex items-center gap-2 font-semibold text-good">
      <Icon name="check" />
      {auditWords.verified(checked)}
    </p>
    <p>{auditWords.valid(checked)}</p>
  </div>
);

type Found = NonNullable<AuditVerification['first_invalid']>;

const Invalid = ({ found: { id, lane, sequence, fault }, checked }: { found: Found; checked: number }) => (
  <div role="alert" className="grid gap-1 rounded-md border border-bad bg-bad-soft p-4">
    <p className="flex items-center gap-2 font-semibold text-bad">
      <Icon name="warning" />
      {auditWords.invalid}
    </p>
    <p>{auditWords.faults[fault]}</p>
    <p>
      {auditWords.firstInvalid}: {id ? <IdLink id={id} label={id} /> : null}{' '}
      {auditWords.placeOf(sequence, lane)}
    </p>
    <p className="text-muted">{auditWords.checked(checked)}</p>
  </div>
);
