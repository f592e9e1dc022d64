import { Outlet, useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useShortcuts } from '../app/shortcuts.ts';
import { Dialog, Toasts } from '../ui/index.ts';
import { shell } from '../words/shell.ts';
import { Sidebar } from './sidebar.tsx';
import { TopBar } from './top-bar.tsx';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const Help = lazy(async () => ({ default: (await import('./help.tsx')).Help }));

/** The frame around every page. */
export function Layout() {
  const [open, setOpen] = useState<'navigation' | 'palette' | 'help' | null>(null);
  const close = () => setOpen(null);
  useFocusOnPage();
  useShortcuts({ 'mod+k': () => setOpen('palette'), '?': () => setOpen('help') });
  return (
    <>
      <button
        type="button"
        className="sr-only rounded bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-20"
        onClick={() => document.getElementById('content')?.focus()}
      >
        {shell.skip}
      </button>
      <TopBar
        onMenu={() => setOpen('navigation')}
        onPalette={() => setOpen('palette')}
        onHelp={() => setOpen('help')}
      />
      <div className="md:grid md:grid-cols-[13rem_minmax(0,1fr)]">
        <div className="sticky top-12 hidden h-[calc(100dvh-3rem)] overflow-y-auto border-r border-line md:block">
          <Sidebar />
        </div>
        <main id="content" tabIndex={-1} className="min-w-0 p-4 outline-none md:p-6">
          <Outlet />
        </main>
      </div>
      {open === 'navigation' ? (
        <Dialog title={shell.drawer} onClose={close} place="side">
          <Sidebar onSelect={close} />
        </Dialog>
      ) : null}
      <Suspense fallback={null}>
        {open === 'palette' ? <Palette onClose={close} onHelp={() => setOpen('help')} /> : null}
        {open === 'help' ? <Help onClose={close} /> : null}
      </Suspense>
      <Toasts />
    </>
  );
}

/** Moves the focus into the next page when the element that had it went with the last one, as after saving. */
function useFocusOnPage(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        const isLost = document.activeElement === null || document.activeElement === document.body;
        if (fromLocation && pathChanged && isLost)
          document.getElementById('content')?.focus({ preventScroll: true });
      }),
    [router],
  );
}
