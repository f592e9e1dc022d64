import { isBerthError, type ProviderConfigTest } from '@berth/client';
import { useState } from 'react';
import { TestResult } from '../../detail/test-result.tsx';
import type { FormModel } from '../../form/model.ts';
import { Button, Failure } from '../../ui/index.ts';
import { editorWords } from '../../words/editor.ts';
import { changeOf, type Source } from './source.ts';
import { problemsIn } from './verdict.ts';

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
        {result && <TestResult of={result} />}
      </div>
    </div>
  );
}
