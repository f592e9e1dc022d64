import type {
  ArrayFieldItemTemplateProps,
  ArrayFieldTemplateProps,
  ObjectFieldTemplateProps,
  TemplatesType,
} from '@rjsf/utils';
import { formWords } from '../words/form.ts';
import { bareButton, box, quietButton } from './parts/style.ts';
import { isLeaf, type Kind, kindOf } from './schema/kind.ts';
import type { Node } from './schema/node.ts';
import { inOrder, sectionsOf } from './schema/order.ts';
import { useForm } from './state/context.ts';

function ObjectTemplate({ properties, schema }: ObjectFieldTemplateProps) {
  const node = schema as Node;
  const contents = new Map(properties.map(({ name, content }) => [name, content]));
  const names = inOrder([...contents.keys()].map((name) => [name, node.properties?.[name] ?? {}] as const));
  const sections = sectionsOf(
    node,
    names.map(([name]) => name),
  );
  return sections.map((section) => (
    <div key={section.title ?? ''} className="grid min-w-0 gap-4">
      {section.title && <h3 className="border-b border-line pb-1 text-sm font-semibold">{section.title}</h3>}
      {section.names.map((name) => contents.get(name))}
    </div>
  ));
}

function ArrayTemplate({ items, canAdd, onAddClick, disabled: isOff, title }: ArrayFieldTemplateProps) {
  const disabled = useForm((state) => state.disabled) || isOff;
  return (
    <>
      {items.length > 0 && <ol className="grid min-w-0 gap-2">{items}</ol>}
      {canAdd && (
        <button
          type="button"
          className={`${quietButton} justify-self-start`}
          disabled={disabled}
          aria-label={`${formWords.add(formWords.item)}: ${title}`}
          onClick={onAddClick}
          data-add=""
        >
          {formWords.add(formWords.item)}
        </button>
      )}
    </>
  );
}

function ArrayItemTemplate({
  children,
  buttonsProps,
  index,
  disabled: isOff,
  schema,
}: ArrayFieldItemTemplateProps) {
  const disabled = useForm((state) => state.disabled) || isOff;
  const what = formWords.itemNumber(formWords.item, index + 1);
  const { hasMoveUp, hasMoveDown, hasRemove, onMoveUpItem, onMoveDownItem, onRemoveItem } = buttonsProps;
  const isSmall = isLeaf(kindOf(schema as Node) satisfies Kind);
  return (
    <li className={`flex min-w-0 items-start gap-2 ${isSmall ? '' : `${box} p-3`}`}>
      <div className="min-w-0 flex-1">{children}</div>
      <div className={`flex shrink-0 ${isSmall ? 'mt-1' : ''}`}>
        {(hasMoveUp || hasMoveDown) && (
          <>
            <button
              type="button"
              className={bareButton}
              disabled={disabled || !hasMoveUp}
              aria-label={formWords.moveUp(what)}
              onClick={onMoveUpItem}
            >
              ↑
            </button>
            <button
              type="button"
              className={bareButton}
              disabled={disabled || !hasMoveDown}
              aria-label={formWords.moveDown(what)}
              onClick={onMoveDownItem}
            >
              ↓
            </button>
          </>
        )}
        {hasRemove && (
          <button
            type="button"
            className={bareButton}
            disabled={disabled}
            aria-label={formWords.removeItem(what)}
            onClick={onRemoveItem}
          >
            ✕
          </button>
        )}
      </div>
    </li>
  );
}

/** The templates of the form library that Berth's fields leave to it. */
export const templates: Partial<TemplatesType> = {
  ObjectFieldTemplate: ObjectTemplate as TemplatesType['ObjectFieldTemplate'],
  ArrayFieldTemplate: ArrayTemplate as TemplatesType['ArrayFieldTemplate'],
  ArrayFieldItemTemplate: ArrayItemTemplate as TemplatesType['ArrayFieldItemTemplate'],
};
