import type { ApiKey } from '@berth/client';
import { IdLink } from '../../list/value.tsx';
import { Badge, type Fact, Facts, Time } from '../../ui/index.ts';
import { keyWords } from '../../words/keys.ts';
import type { Reach, ReachPart } from './key-draft.ts';
import { isScope } from './key-scopes.ts';

/** Shows what a key may do, where, from where, until when, and when it was last used. */
export const KeyAccess = ({ apiKey }: { apiKey: ApiKey }) => <Facts facts={factsOf(apiKey)} />;

const factsOf = (key: ApiKey): Fact[] => [
  [keyWords.scopes, <Scopes key="scopes" apiKey={key} />],
  [keyWords.reach, key.reach ? <ReachLines key="reach" reach={key.reach} /> : keyWords.everywhere],
  [keyWords.expires, key.expires_at ? <Time key="expires" at={key.expires_at} /> : keyWords.never],
  [
    keyWords.addresses,
    key.allowed_ips ? (
      <span key="addresses" className="font-mono text-xs">
        {key.allowed_ips.join(', ')}
      </span>
    ) : (
      keyWords.any
    ),
  ],
  [
    keyWords.lastUsed,
    <span key="used">
      {key.last_used_at ? <Time at={key.last_used_at} /> : keyWords.neverUsed}{' '}
      {key.last_used_ip ? keyWords.from(key.last_used_ip) : null}
    </span>,
  ],
  [keyWords.rotated, key.rotated_at ? <Time key="rotated" at={key.rotated_at} /> : keyWords.never],
  ...(key.old_secrets.length > 0
    ? [[keyWords.oldSecrets, <OldSecrets key="old" secrets={key.old_secrets} />] as const]
    : []),
];

const Scopes = ({ apiKey: { scopes, type, is_bootstrap } }: { apiKey: ApiKey }) => (
  <>
    {is_bootstrap ? keyWords.everyScope : null}
    {type === 'publishable' ? keyWords.catalogueOnly : null}
    <span className="flex flex-wrap gap-1">
      {scopes.map((scope) => (
        <Badge key={scope} tone={isScope(scope) ? 'neutral' : 'accent'}>
          {scope}
        </Badge>
      ))}
    </span>
  </>
);

const OldSecrets = ({ secrets }: { secrets: ApiKey['old_secrets'] }) => (
  <ul>
    {secrets.map(({ hint, expires_at }) => (
      <li key={`${hint} ${expires_at}`}>
        <span className="font-mono text-xs">…{hint}</span> {keyWords.until} <Time at={expires_at} />
      </li>
    ))}
  </ul>
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
