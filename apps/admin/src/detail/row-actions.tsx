import type { ResourceDescription } from '@berth/client/resources';
import { useState } from 'react';
import { callOperation } from '../app/client.ts';
import { useWhyNot } from '../app/session.ts';
import { nameOf, type Row } from '../list/row.ts';
import { Button, copyText, Icon, LinkButton, Menu, sayNotCopied, toast } from '../ui/index.ts';
import { common } from '../words/common.ts';
import { detailWords, endWords } from '../words/detail.ts';
import { ArchiveDialog } from './archive-dialog.tsx';
import { copiesOf } from './copy-as.ts';
import { EditDialog, editable } from './edit-dialog.tsx';
import { rowLinks } from './row-links.ts';
import { etagOf, useForgetRow } from './use-row.ts';

/** Shows the actions that rows of all resources share. One that the key may not do is off, and says why. */
export function RowActions({ resource, row }: { resource: ResourceDescription; row: Row }) {
  const [open, setOpen] = useState<'edit' | 'archive' | null>(null);
  const { update, archive, unarchive } = resource.scopes;
  const forget = useForgetRow(resource);
  const reasons = { update: useWhyNot(update), archive: useWhyNot(archive), unarchive: useWhyNot(unarchive) };
  const isArchived = row.status === 'archived' || row.status === 'revoked';
  const restore = async () => {
    try {
      await callOperation(`${resource.name}.unarchive`, row.id, { ifMatch: etagOf(row) });
      toast(detailWords.unarchived(nameOf(row)));
      await forget(row.id);
    } catch (error) {
      toast(String((error as Error).message), 'bad');
    }
  };
  const origin = new URL('..', document.baseURI).href.replace(/\/$/, '');
  const copies = copiesOf(`${resource.name}.get`, row.id, origin);
  return (
    <>
      {(isArchived ? [] : (rowLinks[resource.path] ?? [])).map(({ label, path }) => (
        <LinkButton key={path} to={`/${resource.path}/${row.id}/${path}`}>
          {label}
        </LinkButton>
      ))}
      {editable(resource).length > 0 && !isArchived ? (
        <Button disabledReason={reasons.update} onClick={() => setOpen('edit')}>
          {common.edit}
        </Button>
      ) : null}
      {archive && !isArchived ? (
        <Button kind="danger" disabledReason={reasons.archive} onClick={() => setOpen('archive')}>
          {endWords(resource.path).action}
        </Button>
      ) : null}
      {unarchive && isArchived ? (
        <Button disabledReason={reasons.unarchive} onClick={() => void restore()}>
          {common.unarchive}
        </Button>
      ) : null}
      {copies ? (
        <Menu
          trigger={
            <>
              {detailWords.copyAs}
              <Icon name="down" size={10} />
            </>
          }
          items={(['curl', 'typescript', 'cli'] as const).map((tool) => ({
            label: detailWords[tool],
            onSelect: () => void copyText(copies[tool]).then(() => toast(common.copied), sayNotCopied),
          }))}
        />
      ) : null}
      {open === 'edit' ? <EditDialog resource={resource} row={row} onClose={() => setOpen(null)} /> : null}
      {open === 'archive' ? (
        <ArchiveDialog resource={resource} row={row} onClose={() => setOpen(null)} />
      ) : null}
    </>
  );
}
