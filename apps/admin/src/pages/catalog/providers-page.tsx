import { resourceAt } from '../../app/navigation.ts';
import { NotFound } from '../../app/not-found.tsx';
import { ResourceList } from '../../list/list-page.tsx';
import { RegisterButton } from './register-button.tsx';

/** The page of `/providers`: the list, with the way to register one. */
export function ProvidersPage() {
  const resource = resourceAt('providers');
  if (!resource) return <NotFound />;
  return <ResourceList resource={resource} actions={<RegisterButton />} />;
}
