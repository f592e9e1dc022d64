import { toast } from '../ui/toast.tsx';
import { common } from '../words/common.ts';
import { sessionWords } from '../words/session.ts';
import { dropDrafts } from './drafts.ts';
import { dropSession, type Session, takeSession, useSession } from './session-state.ts';

const ask = (init: RequestInit): Promise<Response> => fetch(new URL('session', document.baseURI), init);

/**
 * Reads the session of the browser. Resolves to false when nobody is signed in.
 *
 * @throws Error when the server cannot be reached, or cannot tell.
 */
export async function readSession(): Promise<boolean> {
  const response = await ask({}).catch(() => {
    throw new Error(sessionWords.unreachable);
  });
  if (response.status === 401) return false;
  if (!response.ok) throw new Error(sessionWords.unread(response.status));
  takeSession((await response.json()) as Session);
  return true;
}

/** Exchanges a key for a session. Resolves to the problem in words; null when it worked. */
export async function signIn(key: string): Promise<string | null> {
  try {
    const response = await ask({
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ key }),
    });
    const body = (await response.json()) as Session & { message?: string; hint?: string };
    if (!response.ok) return [body.message, body.hint].filter(Boolean).join(' ');
    takeSession(body);
    return null;
  } catch {
    return sessionWords.unreachable;
  }
}

/** Ends the session on the server, and forgets everything that the page holds. Says so when the server did not. */
export async function signOut(): Promise<void> {
  const response = await ask({ method: 'DELETE' }).catch(() => null);
  if (!response?.ok && response?.status !== 401) {
    toast(sessionWords.notSignedOut, 'bad');
    return;
  }
  dropSession();
  dropDrafts();
  location.assign(document.baseURI);
}

export { useSession } from './session-state.ts';

/** Alternatives: a key needs all scopes of one list. */
export type Scopes = readonly (readonly string[])[];

/** Returns the reason why the key may not do something, for `disabledReason`; null when it may. */
export function useWhyNot(scopes: Scopes | undefined): string | null {
  const { key } = useSession();
  return whyNot(key, scopes);
}

/** Does the same outside of a component. */
export function whyNot(key: Session['key'], scopes: Scopes | undefined): string | null {
  const missing = (scopes ?? []).map((list) => list.filter((scope) => !key.scopes.includes(scope)));
  const [first] = missing;
  if (!first || missing.some((list) => list.length === 0)) return null;
  return common.lacksScope(key.name ?? key.id, first);
}
