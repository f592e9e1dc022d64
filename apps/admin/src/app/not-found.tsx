import { LinkButton } from '../ui/index.ts';
import { common } from '../words/common.ts';
import { PageHead } from './page-head.tsx';

/** The page of an address that no view has. */
export const NotFound = () => (
  <PageHead
    title={common.notFound}
    about={common.notFoundHint}
    actions={<LinkButton to="/">{common.home}</LinkButton>}
  />
);
