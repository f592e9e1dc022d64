import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useWhyNot } from '../../../app/session.ts';
import { Refusal } from '../../../detail/refusal.tsx';
import { type StagedTest, TestResult } from '../../../detail/test-result.tsx';
import { Button, Card } from '../../../ui/index.ts';
import { connectionWords } from '../../../words/connection.ts';

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
          {result && !isRunning ? <TestResult of={result} /> : null}
        </div>
        {refusal ? <Refusal title={connectionWords.failed} error={refusal} /> : null}
      </div>
    </Card>
  );
}
