import type { ProviderConfigValue } from '@berth/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { berth } from '../../../app/client.ts';
import { toast } from '../../../ui/index.ts';
import { resolveWords } from '../../../words/resolve.ts';

const SHOWN_SECONDS = 30;
const SECOND_MS = 1000;

export interface Reveal {
  /** The value with its secrets; null while they are hidden. */
  value: ProviderConfigValue | null;
  secondsLeft: number;
  /** Reveals the secrets. @throws BerthError when the server refuses. */
  reveal: (reason: string) => Promise<void>;
  hide: () => void;
}

/**
 * Holds revealed secrets for 30 seconds, in the state of one component and nowhere else. They go earlier when the
 * window loses the focus, when its page is left, and when the component goes.
 */
export function useReveal(id: string): Reveal {
  const [value, setValue] = useState<ProviderConfigValue | null>(null);
  const [secondsLeft, setSecondsLeft] = useState(0);
  const isGone = useRef(false);
  const hide = useCallback(() => setValue(null), []);

  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);

  useEffect(() => {
    if (!value) return;
    const end = Date.now() + SHOWN_SECONDS * SECOND_MS;
    setSecondsLeft(SHOWN_SECONDS);
    const timer = setInterval(() => {
      const left = Math.ceil((end - Date.now()) / SECOND_MS);
      setSecondsLeft(left);
      if (left <= 0) hide();
    }, SECOND_MS / 4);
    const onVisibility = () => document.hidden && hide();
    window.addEventListener('blur', hide);
    window.addEventListener('pagehide', hide);
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      clearInterval(timer);
      window.removeEventListener('blur', hide);
      window.removeEventListener('pagehide', hide);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [value, hide]);

  const reveal = async (reason: string) => {
    const answer = await berth.providerConfigs.resolve(id, { reason });
    if (isGone.current) return;
    // Nobody may be in front of the window by the time that the answer comes
    if (document.hidden || !document.hasFocus()) toast(resolveWords.notShown, 'bad');
    else setValue(answer);
  };
  return { value, secondsLeft, reveal, hide };
}
