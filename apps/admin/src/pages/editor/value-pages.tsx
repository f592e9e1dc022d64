import { useParams } from '@tanstack/react-router';
import { resourceAt } from '../../app/navigation.ts';
import { NotFound } from '../../app/not-found.tsx';
import { ResourceDetail } from '../../detail/detail-page.tsx';
import { ResourceList } from '../../list/list-page.tsx';
import { LinkButton } from '../../ui/index.ts';
import { editorWords } from '../../words/editor.ts';

interface Value {
  path: string;
  /** The words of the button that makes one. */
  make: string;
}

const CONFIG: Value = { path: 'provider-configs', make: editorWords.newConfig };
const VAULT: Value = { path: 'provider-config-vaults', make: editorWords.newVault };

/** The list of the rows that have a value, with the way to a new one. */
function ValueList({ path, make }: Value) {
  const resource = resourceAt(path);
  if (!resource) return <NotFound />;
  const button = (
    <LinkButton to={`/${path}/new`} kind="primary">
      {make}
    </LinkButton>
  );
  return <ResourceList resource={resource} actions={button} emptyAction={button} />;
}

/** A row that has a value, with the way to its editor. */
function ValueRow({ path }: Value) {
  const { id } = useParams({ strict: false }) as { id: string };
  const resource = resourceAt(path);
  if (!resource) return <NotFound />;
  return (
    <ResourceDetail
      resource={resource}
      id={id}
      actions={(row) => (
        <LinkButton to={`/${path}/${row.id}/edit`} kind="primary">
          {editorWords.editValue}
        </LinkButton>
      )}
    />
  );
}

export const ConfigListPage = () => <ValueList {...CONFIG} />;
export const ConfigPage = () => <ValueRow {...CONFIG} />;
export const VaultListPage = () => <ValueList {...VAULT} />;
export const VaultPage = () => <ValueRow {...VAULT} />;
