import type { Encryption } from '@berth/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { berth } from '../../app/client.ts';
import { PageHead } from '../../app/page-head.tsx';
import { useWhyNot } from '../../app/session.ts';
import { IdLink } from '../../list/value.tsx';
import {
  Badge,
  Button,
  Card,
  Cell,
  Empty,
  Failure,
  HeadCell,
  Row,
  Skeleton,
  Table,
  Time,
} from '../../ui/index.ts';
import { encryptionWords } from '../../words/governance.ts';
import { shell } from '../../words/shell.ts';
import { RotateKeys } from './rotate-keys.tsx';
import { Rotations } from './rotations.tsx';

type Keys = 'master' | 'data';

const READ = [['encryption:read']];
const WRITE = [['encryption:write']];

/** The page of the encryption keys of the instance: which are active, which are still needed, and their rotations. */
export function EncryptionPage() {
  const queries = useQueryClient();
  const refusal = useWhyNot(READ);
  const reason = useWhyNot(WRITE);
  const [asked, setAsked] = useState<Keys | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ['encryption'],
    queryFn: ({ signal }) => berth.encryption.get({ signal }),
    enabled: refusal === null,
  });
  const button = (keys: Keys) => (
    <Button disabledReason={reason} onClick={() => setAsked(keys)}>
      {encryptionWords.rotate}
    </Button>
  );
  const reload = () => {
    void queries.invalidateQueries({ queryKey: ['encryption'] });
    void queries.invalidateQueries({ queryKey: ['list', 'jobs'] });
  };
  return (
    <>
      <PageHead title={shell.encryption} about={encryptionWords.about} />
      {refusal ? <Empty title={encryptionWords.refused} hint={refusal} /> : null}
      {error ? (
        <Failure title={encryptionWords.loadFailed} error={error} onRetry={() => void refetch()} />
      ) : null}
      {data || error || refusal ? null : <Skeleton className="h-64 w-full" />}
      {data ? (
        <div className="grid gap-4">
          <Card flush title={encryptionWords.dataKeys} actions={button('data')}>
            <DataKeys keys={data.data_keys} />
          </Card>
          <Card flush title={encryptionWords.masterKeys} actions={button('master')}>
            <MasterKeys keys={data.master_keys} />
          </Card>
          <Rotations onDone={reload} />
        </div>
      ) : null}
      {asked ? (
        <RotateKeys
          keys={asked}
          onClose={() => setAsked(null)}
          onStarted={() => {
            setAsked(null);
            reload();
          }}
        />
      ) : null}
    </>
  );
}

const State = ({ isActive, otherwise }: { isActive: boolean; otherwise: string }) => (
  <Badge tone={isActive ? 'good' : 'neutral'}>{isActive ? encryptionWords.active : otherwise}</Badge>
);

const DataKeys = ({ keys }: { keys: Encryption['data_keys'] }) => (
  <Table label={encryptionWords.dataTable}>
    <thead>
      <tr>
        {(['version', 'state', 'id', 'masterKey', 'created'] as const).map((name) => (
          <HeadCell key={name}>{encryptionWords[name]}</HeadCell>
        ))}
      </tr>
    </thead>
    <tbody>
      {keys.map(({ id, version, active, master_key_id, created_at }) => (
        <Row key={id}>
          <Cell className="tabular-nums">{version}</Cell>
          <Cell>
            <State isActive={active} otherwise={encryptionWords.opens} />
          </Cell>
          <Cell>
            <IdLink id={id} />
          </Cell>
          <Cell className="font-mono text-xs">{master_key_id}</Cell>
          <Cell>
            <Time at={created_at} />
          </Cell>
        </Row>
      ))}
    </tbody>
  </Table>
);

const MasterKeys = ({ keys }: { keys: Encryption['master_keys'] }) => (
  <Table label={encryptionWords.masterTable}>
    <thead>
      <tr>
        {(['id', 'state', 'wraps'] as const).map((name) => (
          <HeadCell key={name}>{encryptionWords[name]}</HeadCell>
        ))}
      </tr>
    </thead>
    <tbody>
      {keys.map(({ id, active, keys }) => (
        <Row key={id}>
          <Cell className="font-mono text-xs">{id}</Cell>
          <Cell>
            <State
              isActive={active}
              otherwise={keys > 0 ? encryptionWords.needed : encryptionWords.unneeded}
            />
          </Cell>
          <Cell className="tabular-nums">{keys}</Cell>
        </Row>
      ))}
    </tbody>
  </Table>
);
