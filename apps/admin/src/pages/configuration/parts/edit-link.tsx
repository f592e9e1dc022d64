import { useWhyNot } from '../../../app/session.ts';
import type { TabProps } from '../../../detail/tab.ts';
import { Button, LinkButton } from '../../../ui/index.ts';
import { resolveWords } from '../../../words/resolve.ts';
import { setupWords } from '../../../words/setup.ts';

/** The resources whose values have an editor, by their paths. */
const EDITED: ReadonlySet<string> = new Set(['provider-configs', 'provider-config-vaults']);

/** Leads to the editor of a value; off with the reason where the key may not change it. */
export function EditLink({ resource, row }: TabProps) {
  const lacks = useWhyNot(resource.scopes.update);
  if (!EDITED.has(resource.path)) return null;
  const reason = lacks ?? (row.status === 'archived' ? setupWords.isArchived : null);
  if (reason) return <Button disabledReason={reason}>{resolveWords.edit}</Button>;
  return <LinkButton to={`/${resource.path}/${row.id}/edit`}>{resolveWords.edit}</LinkButton>;
}
