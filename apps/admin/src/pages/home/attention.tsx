import type { Page } from '@berth/client';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { callOperation } from '../../app/client.ts';
import { useSession, whyNot } from '../../app/session.ts';
import type { Row } from '../../list/row.ts';
import { Icon } from '../../ui/index.ts';
import { homeWords } from '../../words/home.ts';
import { CheckCard } from './check-card.tsx';
import { checksAt, countOptions } from './checks.ts';

/** Begins a text in small letters, unless its first word is an abbreviation. */
const lowered = (text: string): string => text.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());

/** Answers if anything is wrong: a card for each check, read at the same time; one sentence when all is well. */
export function Attention() {
  const { key } = useSession();
  const [now] = useState(() => Date.now());
  const checks = checksAt(now).map((check) => ({
    ...check,
    refusal: whyNot(key, check.resource.scopes.list),
    options: countOptions(check.resource, check.filters),
  }));
  const answers = useQueries({
    queries: checks.map(({ resource, options, refusal }) => ({
      queryKey: ['list', resource.name, options],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        callOperation<Page<Row>>(`${resource.name}.list`, { ...options, signal }),
      enabled: refusal === null,
    })),
  });
  const shown = checks.flatMap((check, at) => {
    const answer = answers[at];
    return answer ? [{ check, answer }] : [];
  });
  const isCalm = ({ check, answer }: (typeof shown)[number]): boolean =>
    check.refusal === null && answer.data?.items.length === 0;
  const calm = shown.filter(isCalm);
  const others = shown.filter((one) => !isCalm(one));
  const isAllCalm = calm.length > 0 && others.every(({ check }) => check.refusal !== null);
  const looked = calm.map(({ check }) => lowered(homeWords.checks[check.id]));
  return (
    <section aria-label={homeWords.attention} className="grid gap-3">
      <h2 className="text-sm font-semibold">{homeWords.attention}</h2>
      <div role="status" className="empty:hidden">
        {isAllCalm ? (
          <div className="flex items-start gap-3 rounded-md border border-line bg-surface p-4">
            <span className="text-good">
              <Icon name="check" />
            </span>
            <div>
              <p className="font-medium">{homeWords.calm}</p>
              <p className="text-xs text-muted">{homeWords.calmAbout(looked)}</p>
            </div>
          </div>
        ) : null}
      </div>
      {others.length > 0 ? (
        <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
          {others.map(({ check, answer }) => (
            <CheckCard
              key={check.id}
              check={check}
              refusal={check.refusal}
              data={answer.data}
              error={answer.error}
              onRetry={() => void answer.refetch()}
            />
          ))}
        </div>
      ) : null}
    </section>
  );
}
