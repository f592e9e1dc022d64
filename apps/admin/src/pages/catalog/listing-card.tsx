import type { ProviderListing } from '@berth/client';
import { Link } from '@tanstack/react-router';
import { Badge } from '../../ui/index.ts';
import { catalogWords } from '../../words/catalog.ts';

interface ListingCardProps {
  listing: ProviderListing;
  methods: readonly ('oauth' | 'token' | 'custom')[];
  /** The number of deployments; null while it is not known. */
  count: string | null;
}

/** Shows a provider in the grid. The whole card leads to its page. */
export function ListingCard({ listing, methods, count }: ListingCardProps) {
  const { provider, categories } = listing;
  const isPublic = provider.access === 'public';
  const version = provider.current_version?.version;
  return (
    <li className="relative flex min-w-0 flex-col gap-2 rounded-md border border-line bg-surface p-4 focus-within:border-accent hover:border-line-strong">
      <div className="flex items-start gap-3">
        <Picture name={listing.name} url={listing.image_url} />
        <div className="min-w-0 grow">
          <h2 className="truncate font-semibold">
            <Link to={`/providers/${provider.id}`} className="after:absolute after:inset-0">
              {listing.name}
            </Link>
          </h2>
          <p className="truncate text-xs text-muted">{catalogWords.by(provider.publisher.name)}</p>
        </div>
        <Badge tone={isPublic ? 'neutral' : 'accent'}>
          {isPublic ? catalogWords.shipped : catalogWords.private}
        </Badge>
      </div>
      <p className="line-clamp-2 min-h-10 text-muted">{listing.description}</p>
      <div className="flex flex-wrap items-center gap-1.5 text-xs text-muted">
        {listing.status === 'archived' ? <Badge tone="warn">{catalogWords.archived}</Badge> : null}
        {methods.map((type) => (
          <Badge key={type}>{catalogWords.methods[type]}</Badge>
        ))}
        {categories.map(({ id, name }) => (
          <span key={id}>{name}</span>
        ))}
      </div>
      <div className="mt-auto flex flex-wrap justify-between gap-x-3 border-t border-line pt-2 text-xs text-muted">
        <span>{version ? catalogWords.version(version) : catalogWords.noVersion}</span>
        <span>{count === null ? '' : count === '0' ? catalogWords.unused : catalogWords.used(count)}</span>
      </div>
    </li>
  );
}

/** Shows the image of a listing, when it comes with the answer: the page loads nothing from elsewhere. */
const Picture = ({ name, url }: { name: string; url: string }) =>
  url.startsWith('data:image/') ? (
    <img src={url} alt="" width={32} height={32} className="size-8 shrink-0 rounded" />
  ) : (
    <span
      aria-hidden="true"
      className="inline-flex size-8 shrink-0 items-center justify-center rounded bg-sunken font-semibold text-muted"
    >
      {name.trim().charAt(0).toUpperCase()}
    </span>
  );
