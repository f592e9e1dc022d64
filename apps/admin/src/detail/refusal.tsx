import { BerthError } from '@berth/client';
import type { ReactNode } from 'react';
import { Failure } from '../ui/index.ts';
import { reviewWords } from '../words/review.ts';
import { DependentList } from './dependents.tsx';

interface RefusalProps {
  title: string;
  error: unknown;
  /** The meaning of this refusal here, and the next step. */
  children?: ReactNode;
}

/** Explains a refusal of a write: what failed, and the rows that block it. */
export function Refusal({ title, error, children }: RefusalProps) {
  const known = error instanceof BerthError ? error : null;
  if (!known || known.dependents.length === 0) {
    return (
      <Failure title={title} error={error}>
        {children}
      </Failure>
    );
  }
  return (
    <Failure title={title} error={error}>
      <p>{reviewWords.blocks}</p>
      <DependentList items={known.dependents} />
      {children ?? (known.hint ? <p className="text-muted">{known.hint}</p> : null)}
    </Failure>
  );
}
