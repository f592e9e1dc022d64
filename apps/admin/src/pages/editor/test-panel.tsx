import { isBerthError, type ProviderConfigTest } from '@berth/client';
import { useState } from 'react';
import type { FormModel } from '../../form/model.ts';
import { Badge, Button, Failure, type Tone } from '../../ui/index.ts';
import { editorWords } from '../../words/editor.ts';
import { changeOf, type Source } from './source.ts';
import { problemsIn } from './verdict.ts';

const TONES: Readonly<Record<string, Tone>> = {
  passed: 'good',
  failed: 'bad',
  partial: 'warn',
  skipped: 'neutral',
};

/** Tests the provider with the value as it stands in the form, in stages. */
export function TestPanel({
  source,
  model,
  refusal,
}: {
  source: Source;
  model: FormModel;
  refusal: string | null;
}) {
  const [result, setResult] = useState<ProviderConfigTest | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    setFailure(null);
    setResult(null);
    model.store.flush();
    await new Promise((done) => requestAnimationFrame(done));
    try {
      setResult((await source.test?.(changeOf(model))) ?? null);
    } catch (error) {
      const problems = isBerthError(error) ? problemsIn(error) : [];
      if (problems.length > 0) model.store.set({ problems });
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="grid gap-3 text-sm">
      <p className="text-xs text-muted">{editorWords.testHelp}</p>
      <div>
        <Button
          busy={isBusy}
          disabledReason={refusal ?? (source.test ? null : editorWords.testVault)}
          onClick={() => void run()}
        >
          {editorWords.runTest}
        </Button>
      </div>
      <div aria-live="polite" className="grid gap-2">
        {isBusy && <p className="text-muted">{editorWords.testing}</p>}
        {failure ? <Failure title={editorWords.testFailed} error={failure} /> : null}
        {result && (
          <>
            <p className="flex items-center gap-2">
              <Badge tone={TONES[result.status] ?? 'neutral'}>{editorWords.testStatus[result.status]}</Badge>
              <span className="text-xs text-muted">{editorWords.took(result.duration_ms)}</span>
            </p>
            <ol className="grid gap-1.5">
              {result.stages.map(({ name, status, reason, duration_ms, status_code }) => (
                <li key={name} className="flex flex-wrap items-center gap-2 border-t border-line pt-1.5">
                  <Badge tone={TONES[status] ?? 'neutral'}>{editorWords.testStatus[status]}</Badge>
                  <span>{editorWords.stages[name] ?? name}</span>
                  {reason && <span className="text-xs text-muted">{reason.replaceAll('_', ' ')}</span>}
                  <span className="ml-auto text-xs text-muted tabular-nums">
                    {status_code === null ? '' : `${status_code} · `}
                    {editorWords.took(duration_ms)}
                  </span>
                </li>
              ))}
            </ol>
          </>
        )}
      </div>
    </div>
  );
}
