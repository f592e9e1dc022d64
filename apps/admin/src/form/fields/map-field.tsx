import { toFieldPathId } from '@rjsf/utils';
import { useState } from 'react';
import { isObject, objectOf, own, withMember } from '../../json/json.ts';
import { pointerOf } from '../../json/pointer.ts';
import { formWords } from '../../words/form.ts';
import { Section } from '../parts/section.tsx';
import { bareButton, control, quietButton } from '../parts/style.ts';
import { derived } from '../schema/derived.ts';
import type { Node } from '../schema/node.ts';
import { useForm, useShared } from '../state/context.ts';
import { fieldsOf, type PartProps } from '../state/spot.ts';
import { unitsWithin, withEntry } from '../state/store.ts';

/** Members with names of the person's choice: added by name, renamed, removed. */
export function MapField({
  spot,
  node,
  content,
  onChange,
  given,
  except = [],
  heading = true,
}: PartProps & {
  /** Names that have fields of their own. */
  except?: readonly string[];
  heading?: boolean;
}) {
  const [draft, setDraft] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const disabled = useForm((state) => state.disabled) || spot.disabled;
  const names = Object.keys(isObject(content) ? content : {}).filter((name) => !except.includes(name));
  const { store, units } = useShared();
  const placeOf = (name: string) => pointerOf([...spot.path, name]);
  const isHidden = (name: string) =>
    unitsWithin(units, placeOf(name)).some(
      ({ set, from, path }) => set && from === 'own' && (store.get().choices.get(path) ?? 'kept') === 'kept',
    );
  const isTaken = (name: string) =>
    except.includes(name) || own(content, name) !== undefined || isHidden(name);
  /** Says what becomes of a stored and hidden member when the form gets content in its place, or loses it. */
  const choose = (name: string, hasContent: boolean) => {
    const unit = units.get(placeOf(name));
    if (!unit?.set) return;
    const choice = hasContent ? 'replaced' : unit.from === 'vault' ? 'kept' : 'removed';
    store.set({ choices: withEntry(store.get().choices, unit.path, choice) });
  };
  const add = () => {
    if (draft === '') return;
    if (isTaken(draft)) {
      setProblem(formWords.nameTaken);
      return;
    }
    setProblem(null);
    choose(draft, true);
    onChange(withMember(content, draft, emptyOf(nodeFor(node, draft))));
    setDraft('');
  };
  const { SchemaField } = fieldsOf(given);
  const { globalFormOptions } = given.registry;
  return (
    <Section spot={spot} heading={heading}>
      {names.map((name) => (
        <div
          key={name}
          className="grid min-w-0 grid-cols-[1fr_auto] items-start gap-1.5 sm:grid-cols-[minmax(8rem,14rem)_1fr_auto]"
        >
          <NameInput
            name={name}
            isTaken={isTaken}
            disabled={disabled}
            onRename={(next) => {
              choose(name, false);
              choose(next, true);
              onChange(
                objectOf(
                  Object.entries(content as object).map(([known, member]) => [
                    known === name ? next : known,
                    member,
                  ]),
                ),
              );
            }}
          />
          <div className="col-span-2 min-w-0 max-sm:order-3 sm:col-span-1">
            <SchemaField
              {...given}
              name={name}
              required
              schema={bare(nodeFor(node, name)) as never}
              formData={own(content, name)}
              fieldPathId={toFieldPathId(name, globalFormOptions, given.fieldPathId)}
            />
          </div>
          <button
            type="button"
            className={bareButton}
            disabled={disabled}
            aria-label={formWords.removeItem(name)}
            onClick={() => {
              choose(name, false);
              onChange(withMember(content, name, undefined));
            }}
          >
            ✕
          </button>
        </div>
      ))}
      <div className="grid gap-1">
        <div className="flex max-w-96 gap-1.5">
          <input
            type="text"
            className={control}
            value={draft}
            disabled={disabled}
            placeholder={formWords.newName}
            aria-label={`${spot.label}: ${formWords.newName}`}
            autoComplete="off"
            spellCheck={false}
            data-add-name={given.fieldPathId.$id}
            onChange={(event) => setDraft(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add();
            }}
          />
          <button type="button" className={quietButton} disabled={disabled || draft === ''} onClick={add}>
            {formWords.add('')}
          </button>
        </div>
        {problem && (
          <p role="alert" className="text-xs text-bad">
            {problem}
          </p>
        )}
      </div>
    </Section>
  );
}

function NameInput({
  name,
  isTaken,
  disabled,
  onRename,
}: {
  name: string;
  isTaken: (name: string) => boolean;
  disabled: boolean;
  onRename: (name: string) => void;
}) {
  const [text, setText] = useState(name);
  const isWrong = text !== name && (text === '' || isTaken(text));
  const commit = () => {
    if (text === name) return;
    if (isWrong) setText(name);
    else onRename(text);
  };
  return (
    <input
      type="text"
      className={`${control} font-mono text-xs leading-5`}
      value={text}
      disabled={disabled}
      aria-label={`${formWords.name}: ${name}`}
      aria-invalid={isWrong || undefined}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
}

/** Prepares the schema of a member that is shown beside its name. */
const bare = (node: Node): Node => derived(node, 'bare', () => ({ ...node, 'x-bare': true }));

/** The schema for a member by its name. Patterns come from strangers: a name is compared with plain ones only. */
function nodeFor(node: Node, name: string): Node {
  const patterns = node['x-patterns'] ?? [];
  const found = patterns.find(
    ({ pattern }) => startOf(pattern) !== null && name.startsWith(startOf(pattern) ?? ''),
  );
  return found?.node ?? node['x-additional'] ?? patterns[0]?.node ?? {};
}

/** The fixed start of a pattern such as `^x-`; null for any other. */
const startOf = (pattern: string): string | null => /^\^([\w-]+)/.exec(pattern)?.[1] ?? null;

function emptyOf({ type, properties }: Node): unknown {
  if (type === 'object' || properties) return {};
  if (type === 'array') return [];
  return type === 'string' || type === undefined ? '' : null;
}
