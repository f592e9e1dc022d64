import { useSyncExternalStore } from 'react';

/** The session of this browser, as `GET /dashboard/session` answers it. */
export interface Session {
  instance: {
    id: string;
    name: string;
    slug: string;
    type: 'development' | 'production';
    /** `#rrggbb`; null for the usual colour. */
    color: string | null;
    requires_preconditions: boolean;
  };
  key: {
    id: string;
    name: string | null;
    is_bootstrap: boolean;
    scopes: readonly string[];
    reach: object | null;
  };
  idle_seconds: number;
  expires_at: string;
}

interface State {
  /** Null while nobody is signed in. */
  session: Session | null;
  /** True when the session has ended, until somebody signs in again. */
  hasEnded: boolean;
}

let state: State = { session: null, hasEnded: false };
const listeners = new Set<() => void>();
let waiting: ((again: boolean) => void)[] = [];

function set(next: State): void {
  state = next;
  for (const changed of listeners) changed();
}

/** Takes a session that was just begun or read, and lets the requests go on that wait for one. */
export function takeSession(session: Session): void {
  const others = waiting;
  waiting = [];
  const isSame = state.session === null || state.session.instance.id === session.instance.id;
  set({ session, hasEnded: false });
  for (const go of others) go(isSame); // a request must not go to another instance than it was made for
}

/** Forgets the session after a sign-out. */
export function dropSession(): void {
  set({ session: null, hasEnded: false });
}

/** Says that the session has ended. Resolves to true when somebody has signed in again. */
export function waitForSession(): Promise<boolean> {
  if (state.session === null) return Promise.resolve(false);
  set({ ...state, hasEnded: true });
  return new Promise((resolve) => {
    waiting.push(resolve);
  });
}

const subscribe = (changed: () => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

export const useSessionState = (): State => useSyncExternalStore(subscribe, () => state);

/** Tells outside of a component if somebody is signed in. */
export const hasSession = (): boolean => state.session !== null;

/** Returns the session. Only pages behind the sign-in use it. */
export function useSession(): Session {
  const { session } = useSessionState();
  if (!session) throw new Error('Nobody is signed in.');
  return session;
}
