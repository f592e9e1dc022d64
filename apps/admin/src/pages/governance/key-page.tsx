import type { ApiKey } from '@berth/client';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { berth } from '../../app/client.ts';
import { resourceNamed } from '../../app/navigation.ts';
import { PageHead } from '../../app/page-head.tsx';
import { ResourceDetail } from '../../detail/detail-page.tsx';
import { etagOf, useForgetRow, useRow } from '../../detail/use-row.ts';
import { rowAs } from '../../list/row.ts';
import { Button, Card, Empty, Failure, Skeleton, toast } from '../../ui/index.ts';
import { detailWords } from '../../words/detail.ts';
import { keyWords } from '../../words/keys.ts';
import { listWords } from '../../words/list.ts';
import { KeyAccess } from './key-access.tsx';
import { changesOf, draftOf, type KeyDraft } from './key-draft.ts';
import { KeyForm } from './key-form.tsx';
import { useWhyNotOver } from './roles.ts';
import { RotateDialog } from './rotate-dialog.tsx';
import { SecretDialog } from './secret-dialog.tsx';

type KeyRow = ApiKey & { [member: string]: unknown };

/** The page of an API key. */
export function KeyPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  return (
    <ResourceDetail
      key={id}
      resource={resourceNamed('api-keys')}
      id={id}
      actions={(row) => <KeyActions apiKey={rowAs<KeyRow>(row)} />}
    >
      {(row) => (
        <Card title={keyWords.access}>
          <KeyAccess apiKey={rowAs<ApiKey>(row)} />
        </Card>
      )}
    </ResourceDetail>
  );
}

function KeyActions({ apiKey }: { apiKey: KeyRow }) {
  const navigate = useNavigate();
  const reason = useWhyNotOver(apiKey);
  const [isRotating, setRotating] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <>
      <Button disabledReason={reason} onClick={() => setRotating(true)}>
        {keyWords.rotate}
      </Button>
      <Button
        disabledReason={reason ?? (apiKey.is_bootstrap ? keyWords.isBootstrap : null)}
        onClick={() => void navigate({ to: `/api-keys/${apiKey.id}/access` as never })}
      >
        {keyWords.edit}
      </Button>
      {isRotating ? (
        <RotateDialog
          apiKey={apiKey}
          onClose={() => setRotating(false)}
          onRotated={(fresh) => {
            setRotating(false);
            setSecret(fresh);
          }}
        />
      ) : null}
      {secret ? <SecretDialog secret={secret} onClose={() => setSecret(null)} /> : null}
    </>
  );
}

/** The page that changes the access of a key. */
export function KeyAccessPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data, error, refusal } = useRow<KeyRow>(resourceNamed('api-keys'), id);
  if (refusal) return <Empty title={listWords.noScope} hint={refusal} />;
  if (error && !data) return <Failure title={detailWords.loadFailed} error={error} />;
  return data ? <AccessForm apiKey={data} /> : <Skeleton className="h-64 w-full" />;
}

function AccessForm({ apiKey }: { apiKey: KeyRow }) {
  const navigate = useNavigate();
  const forget = useForgetRow(resourceNamed('api-keys'));
  const reason = useWhyNotOver(apiKey);
  const [{ start, etag }] = useState({ start: draftOf(apiKey), etag: etagOf(apiKey) });
  const back = () => void navigate({ to: `/api-keys/${apiKey.id}` as never, replace: true });
  const save = async (draft: KeyDraft) => {
    const changes = changesOf(start, draft);
    if (Object.keys(changes).length === 0) toast(keyWords.unchanged);
    else {
      await berth.apiKeys.update(apiKey.id, changes, { ifMatch: etag });
      await forget(apiKey.id);
      toast(keyWords.saved);
    }
    back();
  };
  return (
    <>
      <PageHead title={keyWords.editTitle(apiKey.name)} about={keyWords.editAbout} />
      <KeyForm
        start={start}
        isEdit
        submitLabel={keyWords.edit}
        disabledReason={reason}
        onSubmit={save}
        onCancel={back}
      />
    </>
  );
}
