import { resourceAt } from '../../app/navigation.ts';
import { NotFound } from '../../app/not-found.tsx';
import { useWhyNot } from '../../app/session.ts';
import { ResourceList } from '../../list/list-page.tsx';
import { LinkButton } from '../../ui/index.ts';
import { editorWords } from '../../words/editor.ts';

interface Value {
  path: string;
  /** The words of the button that makes one. */
  make: string;
}

/** The list of the rows that have a value, with the way to a new one. */
function ValueList({ path, make }: Value) {
  const resource = resourceAt(path);
  const lacks = useWhyNot(resource?.scopes.create);
  if (!resource) return <NotFound />;
  const button = (
    <LinkButton to={`/${path}/new`} kind="primary" disabledReason={lacks}>
      {make}
    </LinkButton>
  );
  return <ResourceList resource={resource} actions={button} emptyAction={button} />;
}

export const ConfigListPage = () => <ValueList path="provider-configs" make={editorWords.newConfig} />;
export const VaultListPage = () => <ValueList path="provider-config-vaults" make={editorWords.newVault} />;
