import type { ProviderListing } from '@berth/client';
import { useQuery } from '@tanstack/react-query';
import { berth } from '../../app/client.ts';
import { resourceAt } from '../../app/navigation.ts';
import { NotFound } from '../../app/not-found.tsx';
import { PageHead } from '../../app/page-head.tsx';
import { useWhyNot } from '../../app/session.ts';
import { withFilter } from '../../list/filters.ts';
import type { Row } from '../../list/row.ts';
import { ListSearch } from '../../list/toolbar.tsx';
import { type List, useList } from '../../list/use-list.ts';
import { Button, Empty, Failure, Pager, Skeleton } from '../../ui/index.ts';
import { catalogWords } from '../../words/catalog.ts';
import { listWords } from '../../words/list.ts';
import { ListingCard } from './listing-card.tsx';
import { RegisterButton } from './register-button.tsx';
import { useDeploymentCounts, useMethodTypes } from './use-catalog.ts';

const PLACES = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** The page of `/catalog`: the providers as a grid, with search and categories in the URL. */
export function CatalogPage() {
  return resourceAt('provider-listings') ? <Grid /> : <NotFound />;
}

function Grid() {
  const resource = resourceAt('provider-listings');
  if (!resource) throw new Error('There is no list of listings.');
  const list = useList<ProviderListing & Row>(resource);
  const { rows, isLoading, isStale, error, refusal, pages, reload } = list;
  const methods = useMethodTypes(rows);
  const countOf = useDeploymentCounts(rows);
  return (
    <>
      <PageHead title={catalogWords.title} about={catalogWords.about} actions={<RegisterButton />} />
      <div className="mb-4 grid gap-3">
        <ListSearch title={catalogWords.searched} list={list} />
        <Categories list={list} />
      </div>
      {refusal ? <Empty title={listWords.noScope} hint={refusal} /> : null}
      {error ? <Failure title={catalogWords.failed} error={error} onRetry={reload} /> : null}
      {refusal || error ? null : (
        <>
          <ul
            aria-busy={isLoading || isStale || undefined}
            className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3 2xl:grid-cols-4"
          >
            {isLoading
              ? PLACES.map((place) => (
                  <li key={place}>
                    <Skeleton className="h-36 w-full" />
                  </li>
                ))
              : rows.map((listing) => (
                  <ListingCard
                    key={listing.id}
                    listing={listing}
                    methods={methods.get(listing.provider.current_version?.specification_id ?? '') ?? []}
                    count={countOf?.(listing.provider.id) ?? null}
                  />
                ))}
          </ul>
          {isLoading || rows.length > 0 ? null : (
            <Empty title={catalogWords.none} hint={catalogWords.noneHint} action={<RegisterButton />} />
          )}
          <footer className="mt-3 flex items-center gap-2">
            <span role="status" className="grow text-xs text-muted">
              {isLoading ? '' : catalogWords.shown(rows.length)}
            </span>
            <Pager to="/catalog" {...pages} />
          </footer>
        </>
      )}
    </>
  );
}

const FILTER = 'provider_category_id';
const MOST_CATEGORIES = 100;

/** Shows the categories as buttons; one can be chosen. */
function Categories({ list: { state, change } }: { list: List<ProviderListing & Row> }) {
  const refusal = useWhyNot(resourceAt('provider-categories')?.scopes.list);
  const { data } = useQuery({
    queryKey: ['list', 'providerCategories', { limit: MOST_CATEGORIES }],
    queryFn: async ({ signal }) => berth.providerCategories.list({ limit: MOST_CATEGORIES, signal }),
    enabled: refusal === null,
  });
  if (!data || data.items.length === 0) return null;
  const chosen = state.filters[FILTER]?.[0] ?? null;
  const choices = [{ id: null, name: catalogWords.all }, ...data.items];
  return (
    <fieldset className="flex min-w-0 flex-wrap gap-1">
      <legend className="sr-only">{catalogWords.categories}</legend>
      {choices.map(({ id, name }) => (
        <Button
          key={id ?? ''}
          kind={id === chosen ? 'primary' : 'plain'}
          aria-pressed={id === chosen}
          className="max-w-full"
          onClick={() => change({ filters: withFilter(state, FILTER, id ? [id] : []) })}
        >
          <span className="truncate">{name}</span>
        </Button>
      ))}
    </fieldset>
  );
}
