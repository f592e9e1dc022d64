import { BerthError, type Dependent } from '@berth/client';
import type { ReactNode } from 'react';
import { readable } from '../../../json/pointer.ts';
import { IdLink } from '../../../list/value.tsx';
import { Icon } from '../../../ui/index.ts';
import { common } from '../../../words/common.ts';
import { reviewWords } from '../../../words/review.ts';

interface ProblemProps {
  title: string;
  error: unknown;
  /** The meaning of this refusal here, and the next step. */
  children?: ReactNode;
}

const place = (path: readonly (string | number)[]): string =>
  path.length === 1 && String(path[0]).startsWith('/') ? readable(String(path[0])) : path.join('.');

/** Explains a refusal: the message, each problem at its place, the rows that block it, and the next step. */
export function Problem({ title, error, children }: ProblemProps) {
  const known = error instanceof BerthError ? error : null;
  return (
    <div role="alert" className="grid gap-2 rounded-md border border-bad bg-bad-soft p-3">
      <p className="flex items-center gap-2 font-semibold text-bad">
        <Icon name="warning" />
        {title}
      </p>
      <p>{known?.summary ?? String(error)}</p>
      {known && known.errors.length > 0 ? (
        <ul className="list-inside list-disc">
          {known.errors.map(({ path, message }) => (
            <li key={`${path.join('/')} ${message}`} className="break-words">
              {path.length > 0 ? <code className="font-mono text-xs">{place(path)}</code> : null} {message}
            </li>
          ))}
        </ul>
      ) : null}
      {known && known.dependents.length > 0 ? (
        <>
          <p>{reviewWords.blocks}</p>
          <DependentList rows={known.dependents} />
        </>
      ) : null}
      {children ?? (known?.hint ? <p className="text-muted">{known.hint}</p> : null)}
      {known?.requestId ? (
        <p className="font-mono text-xs text-muted">{common.requestId(known.requestId)}</p>
      ) : null}
    </div>
  );
}

/** Lists rows with what is wrong with each. */
export const DependentList = ({ rows }: { rows: readonly Dependent[] }) => (
  <ul className="grid max-h-48 list-inside list-disc gap-0.5 overflow-y-auto">
    {rows.map(({ id, name, errors = [] }) => (
      <li key={id} className="break-words">
        <IdLink id={id} {...(name ? { label: name } : {})} />
        {errors.map(({ path, message }) => (
          <span key={`${path.join('/')} ${message}`} className="block pl-5 text-xs text-muted">
            <code className="font-mono">{place(path)}</code> {message}
          </span>
        ))}
      </li>
    ))}
  </ul>
);
