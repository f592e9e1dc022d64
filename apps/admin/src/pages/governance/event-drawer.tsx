import type { AuditEvent } from '@berth/client';
import type { ReactNode } from 'react';
import { resourceNamed } from '../../app/navigation.ts';
import { useRow } from '../../detail/use-row.ts';
import type { Row } from '../../list/row.ts';
import { Drawer, Failure, LinkButton, Skeleton } from '../../ui/index.ts';
import { auditWords } from '../../words/audit.ts';
import { EventChanges, EventFacts, SimilarEvents } from './event-view.tsx';

/** Shows an event beside the list of events. */
export function EventDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { data: event, error } = useRow<AuditEvent & Row>(resourceNamed('audit-events'), id);
  return (
    <Drawer
      wide
      title={event ? auditWords.event(event.action) : id}
      onClose={onClose}
      footer={<LinkButton to={`/audit-events/${id}`}>{auditWords.page}</LinkButton>}
    >
      {error ? <Failure title={auditWords.loadFailed} error={error} /> : null}
      {event || error ? null : <Skeleton className="h-64 w-full" />}
      {event ? (
        <div className="grid gap-5">
          <EventFacts event={event} />
          <Part title={auditWords.changes}>
            <EventChanges event={event} />
          </Part>
          <Part title={auditWords.more}>
            <SimilarEvents event={event} />
          </Part>
        </div>
      ) : null}
    </Drawer>
  );
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="grid gap-2">
    <h3 className="text-sm font-semibold">{title}</h3>
    {children}
  </section>
);
