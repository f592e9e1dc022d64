import { resourceAt } from '../../../app/navigation.ts';
import { NotFound } from '../../../app/not-found.tsx';
import { useWhyNot } from '../../../app/session.ts';
import { ResourceList } from '../../../list/list-page.tsx';
import { LinkButton } from '../../../ui/index.ts';
import { setupWords } from '../../../words/setup.ts';

const PATH = 'provider-setup-sessions';

/** The list of setup sessions, with the way to a new link. */
export function SetupSessionsPage() {
  const resource = resourceAt(PATH);
  const lacks = useWhyNot(resource?.scopes.create);
  if (!resource) return <NotFound />;
  const make = (
    <LinkButton kind="primary" to={`/${PATH}/new`} disabledReason={lacks}>
      {setupWords.newTitle}
    </LinkButton>
  );
  return <ResourceList resource={resource} actions={make} emptyAction={make} />;
}
