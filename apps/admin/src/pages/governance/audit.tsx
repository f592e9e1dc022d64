import type { AuditEvent } from '@berth/client';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { resourceNamed } from '../../app/navigation.ts';
import { firstOf, useUrlSearch } from '../../app/search.ts';
import { useWhyNot } from '../../app/session.ts';
import { ResourceDetail } from '../../detail/detail-page.tsx';
import { ResourceList } from '../../list/list-page.tsx';
import { rowAs } from '../../list/row.ts';
import { Button, Card } from '../../ui/index.ts';
import { auditWords } from '../../words/audit.ts';
import { EventDrawer } from './event-drawer.tsx';
import { EventChanges, EventFacts, SimilarEvents } from './event-view.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { Verified, VerifyDialog } from './verify-dialog.tsx';

/** The list of audit events. The URL holds the id of the event that the drawer shows. */
export function AuditPage() {
  const resource = resourceNamed('audit-events');
  const search = useUrlSearch();
  const navigate = useNavigate();
  const refusal = useWhyNot(resource.scopes.list);
  const [open, setOpen] = useState<'verify' | 'export' | null>(null);
  const { event, ...list } = search;
  const shown = firstOf(event);
  return (
    <>
      <ResourceList
        resource={resource}
        searchOf={({ id }) => ({ ...list, event: id })}
        actions={
          <>
            <Verified />
            <Button disabledReason={refusal} onClick={() => setOpen('export')}>
              {auditWords.export}
            </Button>
            <Button disabledReason={refusal} onClick={() => setOpen('verify')}>
              {auditWords.verify}
            </Button>
          </>
        }
      />
      {shown ? (
        <EventDrawer
          key={shown}
          id={shown}
          onClose={() => void navigate({ to: '.', search: list as never })}
        />
      ) : null}
      {open === 'verify' ? <VerifyDialog onClose={() => setOpen(null)} /> : null}
      {open === 'export' ? (
        <ExportDialog
          from={firstOf(search['created_at[gte]']) || null}
          until={firstOf(search['created_at[lt]']) || null}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </>
  );
}

/** The page of one audit event, for links from elsewhere. */
export function AuditEventPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  return (
    <ResourceDetail key={id} resource={resourceNamed('audit-events')} id={id}>
      {(row) => {
        const event = rowAs<AuditEvent>(row);
        return (
          <>
            <Card title={auditWords.changes}>
              <EventChanges event={event} />
            </Card>
            <Card title={auditWords.who}>
              <EventFacts event={event} />
            </Card>
            <Card title={auditWords.more}>
              <SimilarEvents event={event} />
            </Card>
          </>
        );
      }}
    </ResourceDetail>
  );
}
