import { IdLink } from '../../list/value.tsx';
import { Button, Dialog, Failure, type PlacedProblem, ProblemList } from '../../ui/index.ts';
import { common } from '../../words/common.ts';
import { upgradeWords } from '../../words/upgrade.ts';

/** A row whose value does not fit. */
export interface Broken {
  id: string;
  label: string;
  errors: readonly PlacedProblem[];
}

interface ForceDialogProps {
  title: string;
  broken: readonly Broken[];
  error: unknown;
  isBusy: boolean;
  onForce: () => void;
  onClose: () => void;
}

/** Asks before something moves although values break, and lists what breaks. */
export const ForceDialog = ({ title, broken, error, isBusy, onForce, onClose }: ForceDialogProps) => (
  <Dialog
    title={title}
    onClose={onClose}
    wide
    footer={
      <>
        <Button onClick={onClose}>{common.cancel}</Button>
        <Button kind="danger" busy={isBusy} onClick={onForce}>
          {upgradeWords.force}
        </Button>
      </>
    }
  >
    <div className="grid gap-3">
      <p>{upgradeWords.confirmAbout(broken.length)}</p>
      <ul className="grid gap-2">
        {broken.map(({ id, label, errors }) => (
          <li key={id} className="grid gap-1 rounded border border-line p-3">
            <IdLink id={id} label={label} />
            <ProblemList problems={errors} />
          </li>
        ))}
      </ul>
      {error ? <Failure title={common.failed} error={error} /> : null}
    </div>
  </Dialog>
);
