import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { resourceNamed } from '../../app/navigation.ts';
import { useWhyNot } from '../../app/session.ts';
import { ResourceDetail } from '../../detail/detail-page.tsx';
import { ResourceList } from '../../list/list-page.tsx';
import { rowAs } from '../../list/row.ts';
import { Button, Card, WordBadge } from '../../ui/index.ts';
import { instanceWords } from '../../words/governance.ts';
import { CreateInstance } from './create-instance.tsx';
import { type InstanceRow, InstanceSettings } from './instance-settings.tsx';
import { SecretDialog } from './secret-dialog.tsx';

const asInstance = rowAs<InstanceRow>;

/** The list of instances. */
export function InstancesPage() {
  const resource = resourceNamed('instances');
  const refusal = useWhyNot(resource.scopes.create);
  const [isCreating, setCreating] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <>
      <ResourceList
        resource={resource}
        cells={{ type: (row) => <Mark instance={asInstance(row)} /> }}
        actions={
          <Button kind="primary" disabledReason={refusal} onClick={() => setCreating(true)}>
            {instanceWords.create}
          </Button>
        }
      />
      {isCreating ? (
        <CreateInstance
          onClose={() => setCreating(false)}
          onCreated={(made) => {
            setCreating(false);
            setSecret(made);
          }}
        />
      ) : null}
      {secret ? <SecretDialog secret={secret} onClose={() => setSecret(null)} /> : null}
    </>
  );
}

/** Shows the colour of an instance, and the kind that it is. */
const Mark = ({ instance: { type, setup_page } }: { instance: InstanceRow }) => (
  <span className="inline-flex items-center gap-2">
    <span
      aria-hidden="true"
      className="size-3 rounded-full border border-line bg-accent"
      style={setup_page.color ? { backgroundColor: setup_page.color } : {}}
    />
    <WordBadge word={type} />
  </span>
);

/** The page of an instance. */
export function InstancePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  return (
    <ResourceDetail key={id} resource={resourceNamed('instances')} id={id}>
      {(row) => (
        <Card title={instanceWords.settings}>
          <InstanceSettings instance={asInstance(row)} />
        </Card>
      )}
    </ResourceDetail>
  );
}
