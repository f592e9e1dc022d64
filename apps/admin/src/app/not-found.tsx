import { Empty, LinkButton } from '../ui/index.ts';
import { common } from '../words/common.ts';

/** The page of an address that no view has. */
export const NotFound = () => (
  <Empty
    title={common.notFound}
    hint={common.notFoundHint}
    action={<LinkButton to="/">{common.home}</LinkButton>}
  />
);
