import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { berth } from '../../../app/client.ts';
import { resourceNamed } from '../../../app/navigation.ts';
import { useWhyNot } from '../../../app/session.ts';
import { Badge, Failure, Skeleton } from '../../../ui/index.ts';
import { catalogWords } from '../../../words/catalog.ts';
import { listWords } from '../../../words/list.ts';
import { SchemaTree } from '../schema/schema-tree.tsx';
import { sourceOf } from '../schema/tree.ts';

const MOST = 100;

interface Offer {
  id: string;
  key: string;
  name: string;
  description: string | null;
  input_schema: { schema: Record<string, unknown> } | null;
}

/** Reads what a version offers of one kind: at most 100. */
function useOffers<T extends Offer>(
  path: string,
  versionId: string,
  read: (options: {
    provider_version_id: string;
    limit: number;
    order: 'asc';
    signal: AbortSignal;
  }) => PromiseLike<{ items: T[] }>,
) {
  const resource = resourceNamed(path);
  const refusal = useWhyNot(resource.scopes.list);
  const query = useQuery({
    queryKey: ['list', resource.name, 'offered', versionId],
    queryFn: async ({ signal }) => {
      const options = { provider_version_id: versionId, limit: MOST, order: 'asc', signal } as const;
      return (await read(options)).items;
    },
    enabled: refusal === null,
  });
  return { ...query, refusal };
}

interface OffersProps<T extends Offer> {
  query: ReturnType<typeof useOffers<T>>;
  none: string;
  badges: (offer: T) => ReactNode;
  /** True for values that are all secret. */
  isEncrypted?: boolean;
}

function Offers<T extends Offer>({ query, none, badges, isEncrypted = false }: OffersProps<T>) {
  const { data, error, refusal, refetch } = query;
  if (refusal) return <p className="text-muted">{refusal}</p>;
  if (error) return <Failure title={listWords.loadFailed} error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-24 w-full" />;
  if (data.length === 0) return <p className="text-muted">{none}</p>;
  return (
    <ul className="grid gap-3">
      {data.map((offer) => (
        <li key={offer.id} className="grid gap-1 border-b border-line pb-3 last:border-b-0 last:pb-0">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="font-medium break-words">{offer.name}</span>
            <code className="text-xs break-all text-muted">{offer.key}</code>
            {badges(offer)}
          </div>
          {offer.description ? (
            <p className="max-w-prose break-words whitespace-pre-line text-muted">{offer.description}</p>
          ) : null}
          {offer.input_schema ? (
            <details>
              <summary className="min-h-6 w-fit cursor-pointer text-xs text-muted">
                {catalogWords.input}
              </summary>
              <Input schema={offer.input_schema.schema} isEncrypted={isEncrypted} />
            </details>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Input({ schema, isEncrypted }: { schema: unknown; isEncrypted: boolean }) {
  const source = useMemo(() => sourceOf(schema, { isEncrypted }), [schema, isEncrypted]);
  return <SchemaTree source={source} />;
}

/** Shows the tools of a version. */
export function Tools({ versionId }: { versionId: string }) {
  const query = useOffers('provider-tools', versionId, (options) => berth.providerTools.list(options));
  return (
    <Offers
      query={query}
      none={catalogWords.noTools}
      badges={({ tags }) => (
        <>
          {tags?.read_only ? <Badge tone="good">{catalogWords.readOnly}</Badge> : null}
          {tags?.destructive ? <Badge tone="bad">{catalogWords.destructive}</Badge> : null}
        </>
      )}
    />
  );
}

/** Shows the auth methods of a version. Every value for one is secret. */
export function Methods({ versionId }: { versionId: string }) {
  const query = useOffers('provider-auth-methods', versionId, (options) =>
    berth.providerAuthMethods.list(options),
  );
  return (
    <Offers
      query={query}
      none={catalogWords.noMethods}
      isEncrypted
      badges={({ type, scopes, oauth }) => (
        <>
          <Badge>{catalogWords.methods[type]}</Badge>
          {oauth?.grants.map((grant) => (
            <Badge key={grant}>{grant.replaceAll('_', ' ')}</Badge>
          ))}
          {scopes && scopes.length > 0 ? (
            <span className="text-xs text-muted">{catalogWords.scopes(scopes.length)}</span>
          ) : null}
        </>
      )}
    />
  );
}

/** Shows the triggers of a version. */
export function Triggers({ versionId }: { versionId: string }) {
  const query = useOffers('provider-triggers', versionId, (options) => berth.providerTriggers.list(options));
  return (
    <Offers
      query={query}
      none={catalogWords.noTriggers}
      badges={({ invocation }) => (
        <Badge>
          {invocation.type === 'polling'
            ? catalogWords.polling(invocation.interval_seconds)
            : catalogWords.webhook}
        </Badge>
      )}
    />
  );
}
