import type { IdentityResolution } from '@berth/client';
import { type FormEvent, useState } from 'react';
import { berth } from '../../../app/client.ts';
import { useWhyNot } from '../../../app/session.ts';
import { Refusal } from '../../../detail/refusal.tsx';
import type { TabProps } from '../../../detail/tab.ts';
import { readable } from '../../../json/pointer.ts';
import type { Row } from '../../../list/row.ts';
import { RowPicker } from '../../../list/row-picker.tsx';
import { IdLink } from '../../../list/value.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Button, Card, Cell, HeadCell, Select, Table, Row as TableRow } from '../../../ui/index.ts';
import { relatedWords } from '../../../words/related.ts';
import { resolveWords } from '../../../words/resolve.ts';
import { setupWords } from '../../../words/setup.ts';
import { Source } from '../resolve/leaf-table.tsx';
import { leavesOf } from '../resolve/leaves.ts';

type OnMissing = keyof typeof relatedWords.onMissingOptions;

/** Finds what an identity uses at a provider or a deployment, and says why. Values are not shown. */
export function ResolveIdentityTab({ row }: TabProps) {
  const lacks = useWhyNot([['identities:resolve']]);
  const [provider, setProvider] = useState<Row | null>(null);
  const [deployment, setDeployment] = useState<Row | null>(null);
  const [onMissing, setOnMissing] = useState<OnMissing>('deny');
  const [isMissing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<IdentityResolution | null>(null);
  const [refusal, setRefusal] = useState<unknown>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setMissing(!provider && !deployment);
    if ((!provider && !deployment) || busy) return;
    setBusy(true);
    setRefusal(null);
    setFound(null);
    try {
      const at = deployment ? { provider_deployment_id: deployment.id } : { provider_id: provider?.id };
      setFound(await berth.identities.resolve(row.id, { ...at, on_missing: onMissing }));
    } catch (error) {
      setRefusal(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="grid gap-4">
      <Card title={relatedWords.resolve}>
        <form className="grid gap-3 md:grid-cols-3" onSubmit={(event) => void submit(event)} noValidate>
          <p className="text-muted md:col-span-3">{relatedWords.resolveAbout}</p>
          <RowPicker
            label={setupWords.provider}
            path="providers"
            value={provider}
            error={isMissing && !provider && !deployment ? setupWords.needsProvider : null}
            onChange={(chosen) => {
              setProvider(chosen);
              if (deployment && deployment.provider_id !== chosen?.id) setDeployment(null);
            }}
          />
          <RowPicker
            key={provider?.id ?? ''}
            label={setupWords.deployment}
            path="provider-deployments"
            filters={{ status: 'active', ...(provider ? { provider_id: provider.id } : {}) }}
            value={deployment}
            onChange={setDeployment}
          />
          <Select
            label={relatedWords.onMissing}
            value={onMissing}
            onChange={(event) => setOnMissing(event.target.value as OnMissing)}
            options={Object.entries(relatedWords.onMissingOptions).map(([value, label]) => ({
              value,
              label,
            }))}
          />
          <div className="flex justify-end md:col-span-3">
            <Button type="submit" kind="primary" busy={busy} disabledReason={lacks}>
              {relatedWords.find}
            </Button>
          </div>
        </form>
      </Card>
      {refusal ? <Refusal title={relatedWords.notFound} error={refusal} /> : null}
      <div aria-live="polite">{found ? <Found resolution={found} /> : null}</div>
    </div>
  );
}

function Found({
  resolution: { provenance, provider_deployment_id, config, auth_config },
}: {
  resolution: IdentityResolution;
}) {
  const { from, identity_id, identity_credential_id, identity_delegation_id } = provenance;
  const links: [string, string | null][] = [
    [setupWords.deployment, provider_deployment_id],
    [relatedWords.owner, identity_id],
    [relatedWords.credential, identity_credential_id],
    [relatedWords.delegation, identity_delegation_id],
    [relatedWords.config, config.id],
    [relatedWords.authConfig, auth_config?.id ?? null],
  ];
  return (
    <Card title={relatedWords.from[from]} flush>
      <div className="p-4">
        <Facts
          facts={links.flatMap(([name, id]) => (id ? [[name, <IdLink key={name} id={id} />] as const] : []))}
        />
      </div>
      <Table label={relatedWords.config}>
        <thead>
          <tr>
            <HeadCell className="border-t">{resolveWords.leaf}</HeadCell>
            <HeadCell className="border-t">{resolveWords.from}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {leavesOf(config).map((leaf) => (
            <TableRow key={leaf.path}>
              <Cell>
                <code className="font-mono text-xs">{readable(leaf.path)}</code>
              </Cell>
              <Cell>
                <Source leaf={leaf} />
              </Cell>
            </TableRow>
          ))}
          {(auth_config?.hidden ?? []).map((path) => (
            <TableRow key={`auth ${path}`}>
              <Cell>
                <code className="font-mono text-xs">{readable(path)}</code>
              </Cell>
              <Cell>
                {auth_config ? <IdLink id={auth_config.id} label={relatedWords.authConfig} /> : null}
              </Cell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
