import type { Dependent } from '@berth/client';
import type { ResourceDescription } from '@berth/client/resources';
import { useQuery } from '@tanstack/react-query';
import { callOperation } from '../app/client.ts';
import { resourceOf, titleOf } from '../app/navigation.ts';
import { useWhyNot } from '../app/session.ts';
import { IdLink } from '../list/value.tsx';
import { Card, Failure, ProblemList, Skeleton } from '../ui/index.ts';
import { detailWords } from '../words/detail.ts';

/** Reads the rows that refer to a row; nothing for a resource that none refers to. */
export function useDependents(resource: ResourceDescription, id: string) {
  const refusal = useWhyNot(resource.scopes.dependents);
  return useQuery({
    queryKey: ['dependents', resource.name, id],
    queryFn: async ({ signal }) => {
      const { items } = await callOperation<{ items: Dependent[] }>(`${resource.name}.dependents`, id, {
        signal,
      });
      return items;
    },
    enabled: resource.scopes.dependents !== undefined && refusal === null,
  });
}

/** Shows where a row is used. */
export function Dependents({ resource, id }: { resource: ResourceDescription; id: string }) {
  const { data, error } = useDependents(resource, id);
  if (!resource.scopes.dependents) return null;
  return (
    <Card title={detailWords.whereUsed}>
      {error ? <Failure title={detailWords.loadFailed} error={error} /> : null}
      {data || error ? null : <Skeleton />}
      {data ? <DependentList items={data} /> : null}
    </Card>
  );
}

/** Lists rows with their kind, and with what is wrong with each. */
export function DependentList({ items }: { items: readonly Dependent[] }) {
  if (items.length === 0) return <p className="text-muted">{detailWords.unused}</p>;
  return (
    <ul className="grid max-h-80 gap-1 overflow-y-auto">
      {items.map(({ id, name, object, reference, errors = [] }) => {
        const kind = resourceOf(id);
        return (
          <li key={`${id} ${reference ?? ''}`} className="flex flex-wrap gap-x-2">
            <IdLink id={id} {...(name ? { label: name } : {})} />
            <span className="text-muted">{kind ? titleOf(kind) : object}</span>
            {errors.length > 0 ? (
              <div className="w-full pl-5 text-xs text-muted">
                <ProblemList problems={errors} />
              </div>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
