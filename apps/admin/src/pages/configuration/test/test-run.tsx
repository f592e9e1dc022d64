import type { ProviderConfigTest } from '@berth/client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useWhyNot } from '../../../app/session.ts';
import { Badge, Button, Card, type Tone } from '../../../ui/index.ts';
import { connectionWords } from '../../../words/connection.ts';
import { Problem } from '../parts/problem.tsx';

type Stage = ProviderConfigTest['stages'][number];

const TONES: Readonly<Record<ProviderConfigTest['status'] | Stage['status'], Tone>> = {
  passed: 'good',
  failed: 'bad',
  skipped: 'neutral',
  partial: 'warn',
};

/** The answer of a staged test, of a config or of an auth config. */
export type StagedTest = Pick<ProviderConfigTest, 'status' | 'duration_ms' | 'stages'>;

interface TestRunProps {
  test: (signal: AbortSignal) => Promise<StagedTest>;
  about?: string;
  scopes: readonly (readonly string[])[];
  isArchived?: boolean;
}

/** Runs a staged test, and shows each stage with its time and what came of it. */
export function TestRun({ test, about = connectionWords.about, scopes, isArchived = false }: TestRunProps) {
  const queries = useQueryClient();
  const lacks = useWhyNot(scopes);
  const [isRunning, setRunning] = useState(false);
  const [result, setResult] = useState<StagedTest | null>(null);
  const [refusal, setRefusal] = useState<unknown>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const run = async () => {
    const current = new AbortController();
    abort.current = current;
    setRunning(true);
    setRefusal(null);
    try {
      setResult(await test(current.signal));
      void queries.invalidateQueries({ queryKey: ['row'] });
    } catch (error) {
      setResult(null);
      if (!current.signal.aborted) setRefusal(error);
    } finally {
      setRunning(false);
    }
  };
  return (
    <Card
      title={connectionWords.title}
      actions={
        <Button
          kind="primary"
          busy={isRunning}
          disabledReason={lacks ?? (isArchived ? connectionWords.isArchived : null)}
          onClick={() => void run()}
        >
          {result ? connectionWords.again : connectionWords.run}
        </Button>
      }
    >
      <div className="grid gap-3">
        <p className="max-w-prose text-muted">{about}</p>
        <div role="status" className="grid gap-3">
          {isRunning ? <p>{connectionWords.running}</p> : null}
          {result && !isRunning ? <Result of={result} /> : null}
        </div>
        {refusal ? <Problem title={connectionWords.failed} error={refusal} /> : null}
      </div>
    </Card>
  );
}

const Result = ({ of: { status, duration_ms, stages } }: { of: StagedTest }) => (
  <>
    <p className="flex flex-wrap items-center gap-2">
      <Badge tone={TONES[status]}>{connectionWords.statuses[status]}</Badge>
      {connectionWords.result(connectionWords.statuses[status], duration_ms)}
    </p>
    <ol className="grid gap-px overflow-hidden rounded-md border border-line bg-line">
      {stages.map((stage) => (
        <li key={stage.name} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 bg-surface px-3 py-2">
          <span className="w-32 font-medium">{connectionWords.stages[stage.name]}</span>
          <span className="w-14">
            <Badge tone={TONES[stage.status]}>{connectionWords.statuses[stage.status]}</Badge>
          </span>
          <span className="w-14 text-right text-muted tabular-nums">
            {connectionWords.ms(stage.duration_ms)}
          </span>
          <span className="min-w-0 grow break-words text-muted">{detailOf(stage)}</span>
        </li>
      ))}
    </ol>
  </>
);

/** The answer of the provider as plain text: the reason, the status, and the kind and size of the body. */
const detailOf = ({ reason, status_code, media_type, body_bytes }: Stage): string =>
  [
    reason?.replaceAll('_', ' '),
    status_code === null ? null : connectionWords.statusCode(status_code),
    media_type,
    body_bytes === null ? null : connectionWords.bytes(body_bytes),
  ]
    .filter(Boolean)
    .join(' · ');
