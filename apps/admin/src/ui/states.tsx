import { BerthError } from '@berth/client';
import type { ReactNode } from 'react';
import { common } from '../words/common.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { ProblemList } from './problem-list.tsx';

interface EmptyProps {
  title: string;
  hint?: ReactNode;
  /** One next action. */
  action?: ReactNode;
}

/** Says that there is nothing here, and offers one next action. */
export const Empty = ({ title, hint, action }: EmptyProps) => (
  <div className="grid justify-items-center gap-2 px-4 py-12 text-center">
    <p className="font-semibold">{title}</p>
    {hint ? <p className="max-w-prose text-muted">{hint}</p> : null}
    {action}
  </div>
);

interface FailureProps {
  title: string;
  error: unknown;
  onRetry?: () => void;
  /** The meaning of the failure here and the next step, in place of those that the server names. */
  children?: ReactNode;
}

/** Says what failed: each problem at its place, the next step, and the id of the request in the log of the server. */
export function Failure({ title, error, onRetry, children }: FailureProps) {
  const known = error instanceof BerthError ? error : null;
  return (
    <div role="alert" className="grid gap-1 rounded-md border border-bad bg-bad-soft p-4 text-text">
      <p className="flex items-center gap-2 font-semibold text-bad">
        <Icon name="warning" />
        {title}
      </p>
      <p>{known?.summary ?? (error instanceof Error ? error.message : String(error))}</p>
      <ProblemList problems={known?.errors ?? []} />
      {children ?? (known?.hint ? <p className="text-muted">{known.hint}</p> : null)}
      {known?.requestId ? (
        <p className="font-mono text-xs text-muted">{common.requestId(known.requestId)}</p>
      ) : null}
      {onRetry ? (
        <div className="pt-1">
          <Button onClick={onRetry}>{common.retry}</Button>
        </div>
      ) : null}
    </div>
  );
}

/** Stands for a text that is not there yet. */
export const Skeleton = ({ className = 'h-4 w-32' }: { className?: string }) => (
  <span aria-hidden="true" className={`block animate-pulse rounded bg-sunken ${className}`} />
);

/** Shows how far a long operation is, from 0 to 1. */
export const Progress = ({ value, label }: { value: number; label: string }) => (
  <progress aria-label={label} max={1} value={value} className="h-2 w-full accent-accent" />
);
