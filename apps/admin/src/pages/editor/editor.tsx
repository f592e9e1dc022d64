import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';
import { draftName } from '../../app/drafts.ts';
import { PageHead } from '../../app/page-head.tsx';
import { useSession, useWhyNot } from '../../app/session.ts';
import { type FormModel, openForm } from '../../form/model.ts';
import { SchemaForm } from '../../form/schema-form.tsx';
import { Button, Card, toast } from '../../ui/index.ts';
import { editorWords } from '../../words/editor.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import { type Draft, dropDraft, keepDraft, readDraft, withDraft } from './draft.ts';
import { DraftNotice } from './draft-notice.tsx';
import { useLeaveGuard } from './leave-guard.tsx';
import { Problems } from './problems.tsx';
import { SaveDialog } from './save-dialog.tsx';
import { SidePanel } from './side-panel.tsx';
import type { Source, Verdict } from './source.ts';
import { StatusLine } from './status-line.tsx';
import { useChangeWords } from './use-change-words.ts';
import { hasChangesIn, useHasChanges } from './use-has-changes.ts';
import { useSave } from './use-save.ts';
import { useVerdict } from './use-verdict.ts';

const DRAFT_PAUSE = 300;

interface EditorProps {
  source: Source;
  /** The scope that saving needs. */
  scope: string;
  /** Called with the id of the saved row. */
  onSaved: (id: string) => void;
}

/** Edits the value of a config or vault. */
export function Editor({ source: opened, scope, onSaved }: EditorProps) {
  const [source, setSource] = useState(opened);
  const { instance } = useSession();
  const [draftKey] = useState(() => draftName(instance.id, opened.key));
  const [draft, setDraft] = useState<Draft | null>(() => readDraft(draftKey));
  const [model, setModel] = useState<FormModel>(() => openForm(withDraft(opened.start, draft)));
  const [isConflict, setConflict] = useState(false);
  const lacking = useWhyNot([[scope]]);
  const refusal = source.refusal ?? lacking;
  const changeWords = useChangeWords(model.units);
  const hasChanges = useHasChanges(model);
  const hasRaw = useSyncExternalStore(model.store.subscribe, () => model.store.get().raw !== null);
  const { checked, askNow } = useVerdict(source, model);
  const summary = useRef<HTMLDivElement>(null);
  const isDone = useRef(false);

  useEffect(() => model.store.set({ disabled: refusal !== null }), [model, refusal]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const keep = () => {
      if (!isDone.current) keepDraft(draftKey, source.etag, model);
    };
    const stop = model.store.subscribe(() => {
      if (timer) clearTimeout(timer);
      timer = setTimeout(keep, DRAFT_PAUSE);
    });
    const keepAll = () => {
      flushSync(() => model.store.flush());
      keep();
    };
    addEventListener('pagehide', keepAll);
    return () => {
      stop();
      if (timer) clearTimeout(timer);
      removeEventListener('pagehide', keepAll);
    };
  }, [draftKey, source, model]);

  const startAnew = useCallback(
    (next: Source) => {
      dropDraft(draftKey);
      setDraft(null);
      setSource(next);
      setModel(openForm(next.start));
    },
    [draftKey],
  );
  const guard = useLeaveGuard(() => !isDone.current && hasChangesIn(model));
  const { save, ask, close, isBusy, failure } = useSave({
    source,
    model,
    askNow,
    onProblems: () => summary.current?.focus(),
    onConflict: () => setConflict(true),
    onSaved: async (id) => {
      isDone.current = true;
      dropDraft(draftKey);
      toast(source.etag === null ? editorWords.created : editorWords.saved);
      onSaved(id);
    },
  });
  const off =
    refusal ??
    (hasRaw ? editorWords.rawUnread : null) ??
    (hasChanges || source.etag === null ? null : editorWords.noChanges);
  const verdict: Verdict | null = checked.verdict;
  const form = useMemo(
    () => <SchemaForm key={model.key} model={model} changeOf={changeWords} />,
    [model, changeWords],
  );
  return (
    <>
      <PageHead
        title={source.title}
        about={[...source.notices, ...(refusal ? [refusal] : [])].join(' ') || undefined}
        actions={
          <>
            {source.etag !== null && (
              <Button
                kind="quiet"
                disabledReason={hasChanges ? null : editorWords.noChanges}
                onClick={() => startAnew(source)}
              >
                {editorWords.discard}
              </Button>
            )}
            <Button kind="primary" busy={isBusy} disabledReason={off} onClick={() => void save()}>
              {source.etag === null ? editorWords.create : editorWords.save}
            </Button>
          </>
        }
      />
      <div className="grid min-w-0 gap-4">
        <DraftNotice draft={draft} source={source} onDiscard={() => startAnew(source)} />
        <Problems ref={summary} model={model} failure={failure ?? verdict?.failure ?? null} />
        <div className="grid min-w-0 items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
          <Card title={editorWords.form} actions={<StatusLine model={model} checked={checked} />}>
            {form}
          </Card>
          <SidePanel source={source} model={model} refusal={refusal} />
        </div>
      </div>
      {ask && (
        <SaveDialog
          verdict={ask}
          source={source}
          model={model}
          busy={isBusy}
          onClose={close}
          onSave={(how) => void save(how)}
        />
      )}
      {isConflict && (
        <ConflictDialog
          source={source}
          model={model}
          onClose={() => setConflict(false)}
          onMerged={(next, merged) => {
            setSource(next);
            setModel(merged);
            setConflict(false);
            toast(editorWords.conflict.merged);
          }}
        />
      )}
      {guard}
    </>
  );
}
