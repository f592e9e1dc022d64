import './style.css';
import { StrictMode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';
import { type FormStart, openForm } from '../../src/form/model.ts';
import { SchemaForm } from '../../src/form/schema-form.tsx';
import type { Problem } from '../../src/form/store.ts';

/** The form alone, for tests that need no server: `openStart` shows it, `current` is its model. */
const root = document.getElementById('root') as HTMLElement;
let mounted: Root | null = null;
const changeOf = () => 'Set, changed 41 days ago by Ana';

Object.assign(window, {
  openStart(start: FormStart) {
    mounted?.unmount();
    mounted = createRoot(root);
    const model = openForm(start);
    Object.assign(window, { current: model });
    flushSync(() =>
      mounted?.render(
        <StrictMode>
          <div className="mx-auto max-w-3xl p-6">
            <h1 className="mb-4 text-lg font-semibold">Form</h1>
            <SchemaForm model={model} changeOf={changeOf} />
          </div>
        </StrictMode>,
      ),
    );
  },
  problems(problems: Problem[]) {
    (window as unknown as { current: ReturnType<typeof openForm> }).current.store.set({ problems });
  },
});
