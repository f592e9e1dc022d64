import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { berth } from '../../app/client.ts';
import { resourceNamed } from '../../app/navigation.ts';
import { PageHead } from '../../app/page-head.tsx';
import { useWhyNot } from '../../app/session.ts';
import { useForgetRow } from '../../detail/use-row.ts';
import { ResourceList } from '../../list/list-page.tsx';
import { Button } from '../../ui/index.ts';
import { keyWords } from '../../words/keys.ts';
import { bodyOf, type KeyDraft, newDraft } from './key-draft.ts';
import { KeyForm } from './key-form.tsx';
import { SecretDialog } from './secret-dialog.tsx';

/** The list of API keys. */
export function KeysPage() {
  const resource = resourceNamed('api-keys');
  const navigate = useNavigate();
  const refusal = useWhyNot(resource.scopes.create);
  return (
    <ResourceList
      resource={resource}
      actions={
        <Button
          kind="primary"
          disabledReason={refusal}
          onClick={() => void navigate({ to: '/api-keys/new' as never })}
        >
          {keyWords.create}
        </Button>
      }
    />
  );
}

/** The page that makes a key. Its secret lives in the state of this page until the dialog closes. */
export function NewKeyPage() {
  const resource = resourceNamed('api-keys');
  const navigate = useNavigate();
  const forget = useForgetRow(resource);
  const refusal = useWhyNot(resource.scopes.create);
  const [made, setMade] = useState<{ id: string; secret: string } | null>(null);
  const create = async (draft: KeyDraft) => {
    const { id, secret } = await berth.apiKeys.create(bodyOf(draft));
    await forget(id);
    if (secret) setMade({ id, secret });
  };
  const close = (id: string) => {
    setMade(null);
    void navigate({ to: `/api-keys/${id}` as never, replace: true });
  };
  return (
    <>
      <PageHead title={keyWords.create} about={keyWords.createAbout} />
      <KeyForm
        start={newDraft}
        submitLabel={keyWords.createButton}
        disabledReason={refusal}
        onSubmit={create}
        onCancel={() => void navigate({ to: '/api-keys' as never })}
      />
      {made ? <SecretDialog secret={made.secret} onClose={() => close(made.id)} /> : null}
    </>
  );
}
