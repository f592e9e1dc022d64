import { flushSync } from 'react-dom';
import { own } from '../../json/json.ts';
import { getAt, pathOf, pointerOf } from '../../json/pointer.ts';
import { formWords } from '../../words/form.ts';
import { Problems, useControl } from '../parts/frame.tsx';
import { RichText } from '../parts/rich-text.tsx';
import { box, control } from '../parts/style.ts';
import { branchOf, constantsOf, moveTo, presetBranch } from '../read/branch.ts';
import { derived } from '../schema/derived.ts';
import type { Node } from '../schema/node.ts';
import { labelOf } from '../schema/order.ts';
import { constantOf, textOf } from '../schema/unions.ts';
import { useForm, useMounted, useShared } from '../state/context.ts';
import { fieldsOf, type PartProps } from '../state/spot.ts';
import { type Choice, unitsWithin, withEntry } from '../state/store.ts';

/** Several forms of a value, one of which is picked. Entries of the others are kept until saving. */
export function UnionField({
  spot,
  node,
  branches,
  number,
  content,
  onChange,
  given,
  isPart,
}: PartProps & {
  branches: readonly Node[];
  number: number;
  /** True when the object that the union is about has further members, which show elsewhere. */
  isPart: boolean;
}) {
  const { store, units } = useShared();
  const place = pointerOf(spot.path);
  useMounted(place);
  const union = `${node['x-at'] ?? ''}${number}`;
  const key = `${place}#${union}`;
  const disabled = useForm((state) => state.disabled) || spot.disabled;
  const picked = useForm((state) => state.picks.get(key));
  const hidden = unitsWithin(units, place).filter(({ set, path }) => set && path !== place);
  const names = hidden.map(({ path }) => pathOf(path)[spot.path.length] ?? '');
  const found = branchOf(branches, { value: content, hidden: [...new Set(names)] });
  const preset = presetBranch(branches, node['x-default']);
  const mustBe = spot.required || isPart;
  const index = picked === undefined ? (found ?? (mustBe ? preset : null)) : picked;
  const branch = index === null ? null : (branches[index] ?? null);
  const labels = branches.map((one, i) => labelOfBranch(one, i));
  const { id, helpId, describedBy, invalid } = useControl(place, Boolean(spot.description));
  const selectId = `${id}-kind${union.replaceAll('.', '-')}`;

  const pick = (next: number | null) => {
    // A text whose pause is not over yet belongs to the branch that is left
    flushSync(() => store.flush());
    const state = store.get();
    const now = getAt(state.value, spot.path);
    const to = next === null ? null : (branches[next] ?? null);
    const move = moveTo(now, branch, to, state.aside.get(`${key}:${next}`));
    store.set({
      picks: withEntry<string, number | null>(state.picks, key, next),
      aside: withEntry(state.aside, `${key}:${index}`, move.aside),
      choices: choicesAfter(state.choices, to, branch),
    });
    onChange(move.value);
  };

  /** Stored members of the old branch alone go on saving, and stay after all when their branch comes back. */
  function choicesAfter(before: ReadonlyMap<string, Choice>, to: Node | null, from: Node | null) {
    const choices = new Map(before);
    for (const unit of hidden) {
      const name = pathOf(unit.path)[spot.path.length] ?? '';
      if (own(to?.properties, name) !== undefined) {
        if (choices.get(unit.path) === 'left') choices.set(unit.path, 'kept');
      } else if (to === null || own(from?.properties, name) !== undefined) choices.set(unit.path, 'left');
    }
    return choices;
  }

  const { SchemaField } = fieldsOf(given);
  return (
    <fieldset className="grid min-w-0 gap-2" data-field={place} data-union={key}>
      <div className="grid gap-1">
        <label htmlFor={selectId} className="text-sm font-medium">
          {spot.label}
          {!mustBe && <span className="ml-1.5 font-normal text-muted">{formWords.optional}</span>}
        </label>
        {spot.description && (
          <p id={helpId} className="max-w-prose whitespace-pre-line break-words text-xs leading-5 text-muted">
            <RichText text={spot.description} />
          </p>
        )}
        <select
          id={selectId}
          className={`${control} max-w-96`}
          value={index === null ? '' : String(index)}
          disabled={disabled}
          aria-describedby={describedBy}
          aria-invalid={invalid || undefined}
          data-pick={key}
          onChange={(event) => pick(event.target.value === '' ? null : Number(event.target.value))}
        >
          {(!mustBe || index === null) && <option value="">{formWords.notSet}</option>}
          {labels.map((label, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: branches never change places
            <option key={i} value={String(i)}>
              {label}
            </option>
          ))}
        </select>
        {!isPart && <Problems place={place} />}
      </div>
      {branch && !isEmptyBranch(branch) && (
        <div className={`${box} min-w-0 bg-page/40 p-3`}>
          <SchemaField
            key={index}
            {...given}
            schema={inBranch(branch, labels[index ?? 0] ?? '', `${union}.${index}.`) as never}
            name={given.name}
            required
          />
        </div>
      )}
    </fieldset>
  );
}

/** Prepares a branch for its place below the picker, which shows its title. Its constants are not asked for. */
const inBranch = (branch: Node, label: string, at: string): Node =>
  derived(branch, `branch ${at} ${label}`, () => {
    const properties = Object.entries(branch.properties ?? {}).filter(([, member]) => !constantOf(member));
    const shown = branch.properties ? { properties: Object.fromEntries(properties) } : {};
    const decided = Object.keys(constantsOf(branch));
    return { ...branch, title: label, ...shown, 'x-branch': true, 'x-at': at, 'x-decided': decided };
  });

/** True for a branch without anything to enter. */
const isEmptyBranch = (branch: Node): boolean =>
  constantOf(branch) !== undefined ||
  (branch.properties !== undefined &&
    !branch['x-unions'] &&
    !branch['x-when'] &&
    !branch['x-additional'] &&
    Object.values(branch.properties).every((member) => constantOf(member) !== undefined));

function labelOfBranch(branch: Node, index: number): string {
  if (branch.title) return branch.title;
  for (const member of Object.values(branch.properties ?? {})) {
    const constant = constantOf(member);
    if (constant) return labelOf(textOf(constant.value));
  }
  const constant = constantOf(branch);
  if (constant) return textOf(constant.value);
  const [required] = branch.required ?? [];
  if (required !== undefined) return labelOf(required);
  const type = typeof branch.type === 'string' ? formWords.types[branch.type] : undefined;
  return type ?? formWords.option(index + 1);
}
