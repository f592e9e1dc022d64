import type { ApiKey } from '@berth/client';
import type { ReactNode } from 'react';
import { IdLink } from '../../list/value.tsx';
import { Badge, Time } from '../../ui/index.ts';
import { keyWords } from '../../words/keys.ts';
import type { Reach, ReachPart } from './key-draft.ts';

/** Shows what a key may do, where, from where, until when, and when it was last used. */
export const KeyAccess = ({ apiKey }: { apiKey: ApiKey }) => (
  <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[max-content_minmax(0,1fr)]">
    <Line label={keyWords.scopes}>
      {apiKey.is_bootstrap ? keyWords.everyScope : null}
      {apiKey.type === 'publishable' ? keyWords.catalogueOnly : null}
      <span className="flex flex-wrap gap-1">
        {apiKey.scopes.map((scope) => (
          <Badge key={scope} tone={scope.includes(':') ? 'neutral' : 'accent'}>
            {scope}
          </Badge>
        ))}
      </span>
    </Line>
    <Line label={keyWords.reach}>
      {apiKey.reach ? <ReachLines reach={apiKey.reach} /> : keyWords.everywhere}
    </Line>
    <Line label={keyWords.expires}>
      {apiKey.expires_at ? <Time at={apiKey.expires_at} /> : keyWords.never}
    </Line>
    <Line label={keyWords.addresses}>
      {apiKey.allowed_ips ? (
        <span className="font-mono text-xs">{apiKey.allowed_ips.join(', ')}</span>
      ) : (
        keyWords.any
      )}
    </Line>
    <Line label={keyWords.lastUsed}>
      {apiKey.last_used_at ? <Time at={apiKey.last_used_at} /> : keyWords.neverUsed}{' '}
      {apiKey.last_used_ip ? keyWords.from(apiKey.last_used_ip) : null}
    </Line>
    <Line label={keyWords.rotated}>
      {apiKey.rotated_at ? <Time at={apiKey.rotated_at} /> : keyWords.never}
    </Line>
    {apiKey.old_secrets.length > 0 ? (
      <Line label={keyWords.oldSecrets}>
        <ul>
          {apiKey.old_secrets.map(({ hint, expires_at }) => (
            <li key={`${hint} ${expires_at}`}>
              <span className="font-mono text-xs">…{hint}</span> {keyWords.until} <Time at={expires_at} />
            </li>
          ))}
        </ul>
      </Line>
    ) : null}
  </dl>
);

const Line = ({ label, children }: { label: string; children: ReactNode }) => (
  <>
    <dt className="text-muted">{label}</dt>
    <dd className="min-w-0 max-sm:mb-2">{children}</dd>
  </>
);

const ReachLines = ({ reach }: { reach: Reach }) => (
  <ul className="grid gap-1">
    {(Object.keys(keyWords.parts) as ReachPart[])
      .filter((part) => reach[part].length > 0)
      .map((part) => (
        <li key={part} className="flex flex-wrap gap-x-2">
          <span className="text-muted">{keyWords.parts[part]}:</span>
          {reach[part].map((id) => (
            <IdLink key={id} id={id} {...(part === 'handles' ? { label: id } : {})} />
          ))}
        </li>
      ))}
  </ul>
);
