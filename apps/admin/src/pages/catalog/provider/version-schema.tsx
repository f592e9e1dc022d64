import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { berth } from '../../../app/client.ts';
import { resourceAt } from '../../../app/navigation.ts';
import { useWhyNot } from '../../../app/session.ts';
import { Failure, Skeleton } from '../../../ui/index.ts';
import { catalogWords } from '../../../words/catalog.ts';
import { detailWords } from '../../../words/detail.ts';
import { SchemaTree } from '../schema/schema-tree.tsx';
import { sourceOf } from '../schema/tree.ts';

/** Shows the config schema of a specification as a tree. */
export function VersionSchema({ specificationId }: { specificationId: string | null }) {
  const refusal = useWhyNot(resourceAt('provider-specifications')?.scopes.get);
  const { data, error, refetch } = useQuery({
    queryKey: ['row', 'providerSpecifications', specificationId],
    queryFn: ({ signal }) => berth.providerSpecifications.get(specificationId ?? '', { signal }),
    enabled: specificationId !== null && refusal === null,
  });
  const source = useMemo(
    () =>
      data
        ? sourceOf(data.config_schema, {
            secretPaths: data.secret_paths,
            destinationPaths: data.destination_paths,
            isEncrypted: data.config_visibility === 'encrypted',
          })
        : null,
    [data],
  );
  if (refusal) return <p className="text-muted">{refusal}</p>;
  if (error) return <Failure title={detailWords.loadFailed} error={error} onRetry={() => void refetch()} />;
  if (!source) return <Skeleton className="h-40 w-full" />;
  return (
    <>
      {source.isEncrypted ? <p className="mb-2 text-warn">{catalogWords.encrypted}</p> : null}
      <SchemaTree source={source} />
    </>
  );
}
