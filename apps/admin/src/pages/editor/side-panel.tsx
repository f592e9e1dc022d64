import { useState } from 'react';
import type { FormModel } from '../../form/model.ts';
import { Tabs } from '../../ui/index.ts';
import { editorWords } from '../../words/editor.ts';
import { ChangeList } from './change-list.tsx';
import { RawJson } from './raw-json.tsx';
import type { Source } from './source.ts';
import { TestPanel } from './test-panel.tsx';

const TABS = [
  { id: 'changes', label: editorWords.changes },
  { id: 'json', label: editorWords.json },
  { id: 'test', label: editorWords.test },
];

/** Stands beside the form: what saving sends, the value as JSON, and the test of the provider. */
export function SidePanel({
  source,
  model,
  refusal,
}: {
  source: Source;
  model: FormModel;
  refusal: string | null;
}) {
  const [current, setCurrent] = useState('changes');
  return (
    <aside className="min-w-0 rounded-md border border-line bg-surface p-4 pt-1 xl:sticky xl:top-16">
      <Tabs label={editorWords.changes} tabs={TABS} current={current} onChange={setCurrent}>
        {current === 'changes' && <ChangeList model={model} />}
        {current === 'json' && <RawJson key={model.key} model={model} refusal={refusal} />}
        {current === 'test' && <TestPanel source={source} model={model} refusal={refusal} />}
      </Tabs>
    </aside>
  );
}
