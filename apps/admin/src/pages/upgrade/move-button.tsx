import {
  isBerthError,
  type ProviderDeployment,
  type ProviderVersion,
  type ProviderVersionImpact,
} from '@berth/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { berth } from '../../app/client.ts';
import { resourceAt } from '../../app/navigation.ts';
import { useWhyNot } from '../../app/session.ts';
import { etagOf } from '../../detail/use-row.ts';
import type { Row } from '../../list/row.ts';
import { Button, Failure, toast } from '../../ui/index.ts';
import { common } from '../../words/common.ts';
import { upgradeWords } from '../../words/upgrade.ts';
import { type Broken, ForceDialog } from './force-dialog.tsx';

interface MoveButtonProps {
  deployment: ProviderDeployment & Row;
  to: ProviderVersion;
  isBack: boolean;
  impact: ProviderVersionImpact | null;
  onMoved: () => void;
}

/** Moves a deployment to a version. If values break, it asks first and lists them. */
export function MoveButton({ deployment, to, isBack, impact, onMoved }: MoveButtonProps) {
  const refusal = useWhyNot(resourceAt('provider-deployments')?.scopes.update);
  const [broken, setBroken] = useState<readonly Broken[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const queries = useQueryClient();
  const known = (impact?.items ?? []).filter(
    ({ of, passes }) => of === 'provider.config' && passes === false,
  );
  const move = async (force: boolean) => {
    setBusy(true);
    setError(null);
    try {
      const body = { provider_version_id: to.id };
      const options = { ifMatch: etagOf(deployment), ...(force ? { force } : {}) };
      await berth.providerDeployments.upgrade(deployment.id, body, options);
      setBroken(null);
      toast(upgradeWords.moved(to.version));
      onMoved();
    } catch (refused) {
      const isBreak = isBerthError(refused, 'conflict') && refused.reason === 'upgrade_breaks';
      if (isBreak && !force) setBroken(refused.dependents.map(brokenOf));
      else setError(refused);
    } finally {
      setBusy(false);
      await queries.invalidateQueries({
        predicate: ({ queryKey: [kind] }) => kind === 'list' || kind === 'row' || kind === 'impact',
      });
    }
  };
  const archived = deployment.status === 'archived' ? upgradeWords.archivedRow : null;
  return (
    <>
      <Button
        kind="primary"
        busy={isBusy}
        disabledReason={refusal ?? archived}
        onClick={() => (known.length > 0 ? setBroken(known.map(brokenOf)) : void move(false))}
      >
        {isBack ? upgradeWords.back(to.version) : upgradeWords.move(to.version)}
      </Button>
      {broken ? (
        <ForceDialog
          title={upgradeWords.confirm(to.version)}
          broken={broken}
          error={error}
          isBusy={isBusy}
          onForce={() => void move(true)}
          onClose={() => {
            setBroken(null);
            setError(null);
          }}
        />
      ) : error ? (
        <div className="basis-full">
          <Failure title={common.failed} error={error} />
        </div>
      ) : null}
    </>
  );
}

const brokenOf = (row: {
  id: string;
  name?: string | null;
  handle?: string | null | undefined;
  errors?: Broken['errors'] | undefined;
}): Broken => ({ id: row.id, label: row.name ?? row.handle ?? row.id, errors: row.errors ?? [] });
