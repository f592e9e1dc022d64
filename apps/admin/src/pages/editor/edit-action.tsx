import type { RowAction } from '../../detail/row-action.ts';
import { LinkButton } from '../../ui/index.ts';
import { editorWords } from '../../words/editor.ts';

const editAt =
  (path: string): RowAction =>
  (row) => (
    <LinkButton to={`/${path}/${row.id}/edit`} kind="primary">
      {editorWords.editValue}
    </LinkButton>
  );

/** The way from a row that has a value to its editor, by the path of the resource. */
export const editActions: Readonly<Record<string, RowAction>> = {
  'provider-configs': editAt('provider-configs'),
  'provider-config-vaults': editAt('provider-config-vaults'),
};
