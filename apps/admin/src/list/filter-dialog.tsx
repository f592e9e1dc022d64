import { type FormEvent, useState } from 'react';
import { Button, Checkbox, Dialog, instantOf, localOf, Select, TextField } from '../ui/index.ts';
import { common } from '../words/common.ts';
import { listWords } from '../words/list.ts';
import { titleOfMember } from './columns.ts';
import { type Filter, withFilter } from './filters.ts';
import type { ListState } from './list-state.ts';

interface FilterDialogProps {
  filters: readonly Filter[];
  state: ListState;
  onChange: (filters: ListState['filters']) => void;
  onClose: () => void;
}

/** Sets one filter of a list. */
export function FilterDialog({ filters, state, onChange, onClose }: FilterDialogProps) {
  const [name, setName] = useState(filters[0]?.name ?? '');
  const filter = filters.find((one) => one.name === name);
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!filter) return;
    const form = new FormData(event.currentTarget);
    let next = state;
    for (const parameter of new Set(form.keys())) {
      const values = form.getAll(parameter).flatMap((value) => valuesOf(filter, String(value)));
      next = { ...next, filters: withFilter(next, parameter, values) };
    }
    if (filter.words && !form.has(filter.name))
      next = { ...next, filters: withFilter(next, filter.name, []) };
    onChange(next.filters);
    onClose();
  };
  return (
    <Dialog title={listWords.filter} onClose={onClose}>
      <form className="grid gap-4" onSubmit={apply}>
        <Select
          label={listWords.filterBy}
          value={name}
          onChange={(event) => setName(event.target.value)}
          options={filters.map(({ name }) => ({ value: name, label: titleOfMember(name) }))}
        />
        {filter ? <FilterInput key={name} filter={filter} state={state} /> : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" kind="primary">
            {listWords.apply}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function valuesOf({ kind, many }: Filter, text: string): string[] {
  if (kind === 'window') return [instantOf(text) ?? []].flat();
  const values = many ? text.split(',') : [text];
  return values.map((value) => value.trim()).filter((value) => value !== '');
}

/** Shows the inputs of a filter by its kind. Their names are the parameters in the URL. */
function FilterInput({ filter, state }: { filter: Filter; state: ListState }) {
  const { name, kind, words, many } = filter;
  const values = state.filters[name] ?? [];
  const title = titleOfMember(name);
  if (kind === 'window') {
    return (
      <div className="grid gap-4 sm:grid-cols-2">
        {(['gte', 'lt'] as const).map((end) => (
          <TextField
            key={end}
            type="datetime-local"
            label={`${title}: ${end === 'gte' ? listWords.from : listWords.until}`}
            name={`${name}[${end}]`}
            defaultValue={localOf(state.filters[`${name}[${end}]`]?.[0])}
          />
        ))}
      </div>
    );
  }
  if (words && many) {
    return (
      <fieldset className="grid gap-1">
        <legend className="text-sm font-medium">{title}</legend>
        {words.map((word) => (
          <Checkbox
            key={word}
            name={name}
            value={word}
            label={word.replaceAll('_', ' ')}
            defaultChecked={values.includes(word)}
          />
        ))}
      </fieldset>
    );
  }
  if (words || kind === 'boolean' || kind === 'flag') {
    const options = words ?? ['true', 'false'];
    return (
      <Select
        label={title}
        name={name}
        defaultValue={values[0] ?? ''}
        options={['', ...options].map((value) => ({ value, label: labelOf(value) }))}
      />
    );
  }
  return (
    <TextField
      label={title}
      name={name}
      defaultValue={values.join(', ')}
      {...(many ? { hint: listWords.valueHint } : {})}
    />
  );
}

const labelOf = (value: string): string =>
  value === ''
    ? listWords.anyValue
    : value === 'true'
      ? common.yes
      : value === 'false'
        ? common.no
        : value.replaceAll('_', ' ');
