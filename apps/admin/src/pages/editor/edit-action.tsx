import { useWhyNot } from '../../app/session.ts';
import type { RowAction } from '../../detail/row-action.ts';
import type { TabProps } from '../../detail/tab.ts';
import { LinkButton } from '../../ui/index.ts';
import { common } from '../../words/common.ts';
import { editorWords } from '../../words/editor.ts';

/** Leads to the editor of a value; off with the reason where the key or the state of the row forbids a change. */
function EditValue({ resource, row }: TabProps) {
  const lacks = useWhyNot(resource.scopes.update);
  const reason = lacks ?? (row.status === 'archived' ? common.isArchived : null);
  return (
    <LinkButton to={`/${resource.path}/${row.id}/edit`} kind="primary" disabledReason={reason}>
      {editorWords.editValue}
    </LinkButton>
  );
}

const edit: RowAction = (row, resource) => <EditValue row={row} resource={resource} />;

/** The way from a row that has a value to its editor, by the path of the resource. */
export const editActions: Readonly<Record<string, RowAction>> = {
  'provider-configs': edit,
  'provider-config-vaults': edit,
};
