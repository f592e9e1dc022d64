import { useRef, useState } from 'react';
import { resourceNamed } from '../../app/navigation.ts';
import { useWhyNot } from '../../app/session.ts';
import { titleOfMember } from '../../list/columns.ts';
import { nameOf, type Row } from '../../list/row.ts';
import { Button } from '../../ui/index.ts';
import { common } from '../../words/common.ts';
import { modelWords } from '../../words/models.ts';
import { CellEditor } from './cell-editor.tsx';
import { type EditedMember, shownValue, whyFixed } from './values.ts';

/** Shows a value of a model as a button that turns into an input. */
export function Editable({ row, member }: { row: Row; member: EditedMember }) {
  const refusal = useWhyNot(resourceNamed('models').scopes.update);
  const [isEditing, setEditing] = useState(false);
  const value = shownValue(row[member]);
  const wasEditing = useRef(false);
  const close = () => {
    wasEditing.current = true;
    setEditing(false);
  };
  if (isEditing) return <CellEditor row={row} member={member} onClose={close} />;
  return (
    <Button
      kind="quiet"
      // The focus comes back from the input that was here
      ref={(button) => {
        if (wasEditing.current) button?.focus();
        wasEditing.current = false;
      }}
      className="-mx-2 min-w-12 justify-start font-normal tabular-nums"
      disabledReason={whyFixed(row) ?? refusal}
      aria-label={modelWords.edit(titleOfMember(member), nameOf(row), value ?? modelWords.none)}
      onClick={() => setEditing(true)}
    >
      {value ?? <span className="text-muted">{common.none}</span>}
    </Button>
  );
}
