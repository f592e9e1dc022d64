import { useParams } from '@tanstack/react-router';
import { resourceNamed } from '../../app/navigation.ts';
import { ResourceDetail } from '../../detail/detail-page.tsx';
import { titleOfMember } from '../../list/columns.ts';
import { ResourceList } from '../../list/list-page.tsx';
import type { Row } from '../../list/row.ts';
import { Card, Facts } from '../../ui/index.ts';
import { modelWords } from '../../words/models.ts';
import { Editable } from './editable.tsx';
import { editedMembers } from './values.ts';

const cells = Object.fromEntries(
  editedMembers.map((member) => [
    member,
    (row: Row) => <Editable key={`${row.id} ${member}`} row={row} member={member} />,
  ]),
);

/** The list of models, whose prices and tiers are edited in their cells. */
export const ModelsPage = () => <ResourceList resource={resourceNamed('models')} cells={cells} />;

/** The page of a model. */
export function ModelPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  return (
    <ResourceDetail key={id} resource={resourceNamed('models')} id={id}>
      {(row) => (
        <Card title={modelWords.prices}>
          <p className="mb-3 text-muted">{modelWords.pricesAbout}</p>
          <Facts
            controls
            facts={editedMembers.map((member) => [
              titleOfMember(member),
              <Editable key={member} row={row} member={member} />,
            ])}
          />
        </Card>
      )}
    </ResourceDetail>
  );
}
