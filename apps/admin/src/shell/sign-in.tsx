import { type FormEvent, useEffect, useState } from 'react';
import { signIn } from '../app/session.ts';
import { useSessionState } from '../app/session-state.ts';
import { Button, Dialog, TextField, toast } from '../ui/index.ts';
import { sessionWords } from '../words/session.ts';

/** Asks for a key. The key stays in this form until it is exchanged, and nowhere after that. */
function SignInForm({ about }: { about: string }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const key = String(new FormData(form).get('key') ?? '').trim();
    if (key === '' || isBusy) return;
    setBusy(true);
    const found = await signIn(key);
    setBusy(false);
    setProblem(found);
    if (found === null) form.reset();
  };
  return (
    <form className="grid gap-4" onSubmit={(event) => void send(event)}>
      <p className="text-muted">{about}</p>
      <TextField
        label={sessionWords.key}
        hint={sessionWords.keyHint}
        error={problem}
        name="key"
        type="password"
        autoComplete="off"
        spellCheck={false}
        required
        data-focus
      />
      <Button type="submit" kind="primary" busy={isBusy}>
        {sessionWords.signIn}
      </Button>
    </form>
  );
}

/** The page of a browser in which nobody is signed in. */
export const SignInPage = () => (
  <main
    ref={(main) => main?.querySelector<HTMLElement>('[data-focus]')?.focus()}
    className="grid min-h-dvh place-items-center p-4"
  >
    <div className="grid w-full max-w-sm gap-4 rounded-md border border-line bg-surface p-6">
      <h1 className="text-lg font-semibold">{sessionWords.title}</h1>
      <SignInForm about={sessionWords.about} />
    </div>
  </main>
);

/** Asks for a key over the page when its session has ended. The page below stays as it is. */
export function SignInAgain() {
  const { session, hasEnded } = useSessionState();
  const [instanceId] = useState(session?.instance.id);
  const isOther = session !== null && session.instance.id !== instanceId;
  useEffect(() => {
    if (!isOther) return;
    toast(sessionWords.otherInstance);
    location.assign(document.baseURI); // nothing on the page fits the other instance
  }, [isOther]);
  if (!hasEnded) return null;
  return (
    <Dialog title={sessionWords.ended}>
      <SignInForm about={sessionWords.endedAbout} />
    </Dialog>
  );
}
