import type { ReactNode } from 'react';
import { classes } from './classes.ts';

/** A name with its value. */
export type Fact = readonly [name: string, value: ReactNode];

interface FactsProps {
  facts: readonly Fact[];
  /** True where the values are controls, which are taller than a line of text. */
  controls?: boolean;
}

/** Shows names with their values, one beside the other where there is room. */
export const Facts = ({ facts, controls = false }: FactsProps) => (
  <dl
    className={classes(
      'grid gap-x-6 sm:grid-cols-[minmax(7rem,max-content)_minmax(0,1fr)]',
      controls ? 'sm:items-center' : 'sm:gap-y-2',
    )}
  >
    {facts.map(([name, value]) => (
      <div key={name} className="contents">
        <dt className="text-muted">{name}</dt>
        <dd className="mb-2 min-w-0 break-words sm:mb-0">{value}</dd>
      </div>
    ))}
  </dl>
);
