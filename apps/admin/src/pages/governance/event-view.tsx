import type { AuditEvent } from '@berth/client';
import { Link } from '@tanstack/react-router';
import { resourceNamed } from '../../app/navigation.ts';
import { useRow } from '../../detail/use-row.ts';
import { nameOf } from '../../list/row.ts';
import { IdLink } from '../../list/value.tsx';
import { Badge, CopyButton, classes, exact, type Fact, Facts, type Tone } from '../../ui/index.ts';
import { auditWords } from '../../words/audit.ts';
import { common } from '../../words/common.ts';
import { type Difference, differencesOf } from './differences.ts';

const TONES: Readonly<Record<Difference['kind'], Tone>> = {
  added: 'good',
  removed: 'bad',
  changed: 'accent',
};

/** Shows the members that an event changed, before and after side by side; one above the other on a narrow page. */
export function EventChanges({ event }: { event: AuditEvent }) {
  const differences = differencesOf(event.before, event.after);
  if (differences.length === 0) return <p className="text-muted">{auditWords.noChanges}</p>;
  return (
    <div className="grid gap-2">
      <p className="text-xs text-muted">{auditWords.masked}</p>
      <ul className="grid gap-2">
        {differences.map(({ path, kind, before, after }) => (
          <li key={path} className="min-w-0 overflow-hidden rounded border border-line">
            <p className="flex items-center gap-2 border-b border-line bg-sunken px-2 py-1">
              <code className="min-w-0 grow text-xs font-medium break-all">{path}</code>
              <Badge tone={TONES[kind]}>{auditWords.kinds[kind]}</Badge>
            </p>
            <div className="grid sm:grid-cols-2 sm:divide-x sm:divide-line">
              <Side label={auditWords.before} text={before} tone="bg-bad-soft" />
              <Side label={auditWords.after} text={after} tone="bg-good-soft" />
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

const Side = ({ label, text, tone }: { label: string; text: string | null; tone: string }) => (
  <div className={classes('min-w-0 px-2 py-1.5', text !== null && tone)}>
    <p className="text-xs text-muted">{label}</p>
    {text === null ? (
      <p className="text-xs text-muted italic">{auditWords.absent}</p>
    ) : (
      <pre className="font-mono text-xs break-words whitespace-pre-wrap">{text === '' ? '""' : text}</pre>
    )}
  </div>
);

/** Shows who did what an event records, when, from where and by which request. */
export function EventFacts({ event }: { event: AuditEvent }) {
  const { actor } = event;
  const { data: key } = useRow(resourceNamed('api-keys'), actor.key_id);
  const facts: Fact[] = [
    [auditWords.at, exact(event.created_at)],
    [auditWords.key, <IdLink key="key" id={actor.key_id} {...(key ? { label: nameOf(key) } : {})} />],
    [auditWords.address, actor.ip],
    [auditWords.agent, actor.user_agent],
    [
      auditWords.resource,
      event.resource_id ? <IdLink key="resource" id={event.resource_id} /> : event.resource_type,
    ],
    [auditWords.reason, event.reason],
    [
      auditWords.request,
      <span key="request" className="inline-flex max-w-full items-center gap-1 font-mono text-xs">
        <span className="min-w-0 break-all">{event.request_id}</span>
        <CopyButton text={event.request_id} label={auditWords.copyRequest} />
      </span>,
    ],
    [auditWords.place, auditWords.placeOf(event.sequence, event.lane)],
    [
      auditWords.hash,
      <span key="hash" className="font-mono text-xs break-all">
        {event.hash}
      </span>,
    ],
  ];
  return <Facts facts={facts.map(([name, value]) => [name, value || common.none])} />;
}

/** Links to the events that have something in common with one. */
export function SimilarEvents({ event: { action, actor, resource_id } }: { event: AuditEvent }) {
  const links: [string, Record<string, string>][] = [
    ...(resource_id ? [[auditWords.sameResource, { resource_id }] as [string, Record<string, string>]] : []),
    [auditWords.sameKey, { actor_id: actor.key_id }],
    [auditWords.sameAction, { action }],
  ];
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1">
      {links.map(([label, search]) => (
        <li key={label}>
          <Link
            to="/audit-events"
            search={search as never}
            className="text-accent underline-offset-2 hover:underline"
          >
            {label}
          </Link>
        </li>
      ))}
    </ul>
  );
}
