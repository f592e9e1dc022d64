import { useBlocker } from '@tanstack/react-router';
import { Button, Dialog } from '../../ui/index.ts';
import { editorWords } from '../../words/editor.ts';

/** Asks before a page with unsaved changes is left. */
export function useLeaveGuard(hasChanges: () => boolean) {
  const blocker = useBlocker({ shouldBlockFn: hasChanges, withResolver: true, enableBeforeUnload: false });
  if (blocker.status !== 'blocked') return null;
  const words = editorWords.leave;
  return (
    <Dialog
      title={words.title}
      onClose={blocker.reset}
      footer={
        <>
          <Button onClick={blocker.reset}>{words.stay}</Button>
          <Button kind="danger" onClick={blocker.proceed}>
            {words.leave}
          </Button>
        </>
      }
    >
      <p>{words.text}</p>
    </Dialog>
  );
}
