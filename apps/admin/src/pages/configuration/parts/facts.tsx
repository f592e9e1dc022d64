import type { ReactNode } from 'react';

/** Shows names with their values, one beside the other where there is room. */
export const Facts = ({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) => (
  <dl className="grid gap-x-6 sm:gap-y-2 sm:grid-cols-[max-content_minmax(0,1fr)]">
    {facts.map(([name, value]) => (
      <div key={name} className="contents">
        <dt className="text-muted">{name}</dt>
        <dd className="mb-2 min-w-0 break-words sm:mb-0">{value}</dd>
      </div>
    ))}
  </dl>
);
