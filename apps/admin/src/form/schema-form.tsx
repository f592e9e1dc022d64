import Form from '@rjsf/core/lib/components/Form.js';
import type { RJSFSchema } from '@rjsf/utils';
import { useId, useMemo, useRef } from 'react';
import { formWords } from '../words/form.ts';
import { OtherUnits } from './fields/other-units.tsx';
import { SchemaField } from './fields/schema-field.tsx';
import type { FormModel } from './model.ts';
import { validator } from './schema/validator.ts';
import { type FormShared, FormSharedProvider } from './state/context.ts';
import type { Unit } from './state/store.ts';
import { templates } from './templates.tsx';

const fields = { SchemaField };

/** Nothing is filled in that a person has not entered: defaults are shown, not written. */
const nothingFilledIn = {
  arrayMinItems: { populate: 'never' },
  emptyObjectFields: 'skipDefaults',
  allOf: 'skipDefaults',
  constAsDefaults: 'never',
} as const;

/** The form for a value of a schema. The model holds what is entered. */
export function SchemaForm({ model, changeOf }: { model: FormModel; changeOf: (unit: Unit) => string }) {
  const form = useRef<Form>(null);
  const id = `f${useId().replace(/[^a-zA-Z0-9]/g, '')}`;
  const { store, prepared } = model;
  model.connect((path, content) => form.current?.setFieldValue([...path] as (string | number)[], content));
  const shared = useMemo<FormShared>(
    () => ({
      id,
      store,
      shown: model.shown,
      units: model.units,
      origins: model.origins,
      isSecret: model.isSecret,
      expand: prepared.expand,
      change: model.change,
      changeOf,
    }),
    [id, store, model, prepared, changeOf],
  );
  const initial = useRef(store.get().value);
  return (
    <FormSharedProvider value={shared}>
      <div className="grid min-w-0 gap-5" data-form={id}>
        {Object.keys(prepared.root).length === 0 && (
          <p className="text-sm text-muted">{formWords.noMembers}</p>
        )}
        <Form
          ref={form}
          tagName="div"
          schema={prepared.root as RJSFSchema}
          validator={validator}
          fields={fields}
          templates={templates}
          initialFormData={initial.current}
          experimental_defaultFormStateBehavior={nothingFilledIn}
          noValidate
          showErrorList={false}
          idPrefix={id}
          idSeparator="/"
          onChange={({ formData }) => store.set({ value: formData })}
        >
          {/* The page has the buttons */}
          <span hidden />
        </Form>
        <OtherUnits />
      </div>
    </FormSharedProvider>
  );
}
