import { BerthError } from '@berth/client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { readSession } from '../app/session.ts';
import { useSessionState } from '../app/session-state.ts';
import { Failure } from '../ui/states.tsx';
import { sessionWords } from '../words/session.ts';
import { router } from './router.tsx';
import { SignInAgain, SignInPage } from './sign-in.tsx';

const FRESH_MS = 5_000;

/** Holds what was read. The client itself repeats what may be repeated. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: false,
      staleTime: FRESH_MS,
      refetchOnWindowFocus: (query) => !isRefused(query.state.error),
    },
  },
});

const isRefused = (error: unknown): boolean =>
  error instanceof BerthError && error.status !== null && error.status < 500;

/** The whole dashboard: the sign-in, or the pages behind it. */
export function App() {
  const { session } = useSessionState();
  const [isRead, setRead] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const read = useCallback(() => {
    setFailure(null);
    readSession().then(() => setRead(true), setFailure);
  }, []);
  useEffect(read, [read]);
  if (failure) {
    return (
      <main className="grid min-h-dvh place-items-center p-4">
        <Failure title={sessionWords.unreadTitle} error={failure} onRetry={read} />
      </main>
    );
  }
  if (!isRead) return null;
  if (!session) return <SignInPage />;
  return (
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
      <SignInAgain />
    </QueryClientProvider>
  );
}
