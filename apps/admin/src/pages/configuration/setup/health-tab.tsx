import type { ProviderAuthConfig } from '@berth/client';
import { useState } from 'react';
import { berth } from '../../../app/client.ts';
import { useWhyNot } from '../../../app/session.ts';
import { Refusal } from '../../../detail/refusal.tsx';
import type { TabProps } from '../../../detail/tab.ts';
import { etagOf } from '../../../detail/use-row.ts';
import { rowAs } from '../../../list/row.ts';
import { IdLink } from '../../../list/value.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Badge, Button, Card, Time, type Tone } from '../../../ui/index.ts';
import { common } from '../../../words/common.ts';
import { setupWords } from '../../../words/setup.ts';
import { LinkCard } from './link-card.tsx';

const TONES: Readonly<Record<ProviderAuthConfig['health'], Tone>> = {
  ok: 'good',
  expiring: 'warn',
  needs_reauth: 'bad',
  unknown: 'neutral',
};

/** Shows if a credential works, since when that is known, and the way to connect it again. */
export function HealthTab({ row }: TabProps) {
  const { health, health_reason, health_checked_at, expires_at, auth_method, credentials } =
    rowAs<ProviderAuthConfig>(row);
  const lacks = useWhyNot([['provider-auth-configs:write']]);
  const [session, setSession] = useState<{ id: string; url: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const reconnect = async () => {
    setBusy(true);
    setRefusal(null);
    try {
      const { id, url } = await berth.providerAuthConfigs.reconnect(row.id, {}, { ifMatch: etagOf(row) });
      setSession({ id, url });
    } catch (error) {
      setRefusal(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="grid gap-4">
      <Card
        title={setupWords.healthTitle}
        actions={
          <Button
            kind={health === 'needs_reauth' ? 'primary' : 'plain'}
            busy={busy}
            disabledReason={lacks ?? (row.status === 'archived' ? common.isArchived : null)}
            onClick={() => void reconnect()}
          >
            {setupWords.reconnect}
          </Button>
        }
      >
        <div className="grid gap-3">
          <p className="flex flex-wrap items-center gap-2">
            <Badge tone={TONES[health]}>{health.replaceAll('_', ' ')}</Badge>
            {setupWords.health[health]}
          </p>
          <Facts
            facts={[
              ...(health_reason
                ? ([
                    [
                      setupWords.code,
                      <code key="c" className="font-mono text-xs">
                        {health_reason}
                      </code>,
                    ],
                  ] as const)
                : []),
              [
                setupWords.proven,
                health_checked_at ? <Time key="p" at={health_checked_at} /> : setupWords.never,
              ],
              [setupWords.tokenEnds, expires_at ? <Time key="e" at={expires_at} /> : common.none],
              [setupWords.method, <IdLink key="m" id={auth_method.id} label={auth_method.name} />],
              [
                setupWords.registration,
                credentials ? (
                  <IdLink key="r" id={credentials.id} label={credentials.name ?? credentials.id} />
                ) : (
                  common.none
                ),
              ],
            ]}
          />
          <p className="max-w-prose text-xs text-muted">{setupWords.reconnectAbout}</p>
          {refusal ? <Refusal title={setupWords.reconnectFailed} error={refusal} /> : null}
        </div>
      </Card>
      {session ? <LinkCard key={session.id} session={session} /> : null}
    </div>
  );
}
