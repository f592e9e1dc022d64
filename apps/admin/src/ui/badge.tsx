import type { ReactNode } from 'react';
import { classes } from './classes.ts';

export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'accent';

const TONES: Readonly<Record<Tone, string>> = {
  neutral: 'bg-sunken text-muted',
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  accent: 'bg-accent-soft text-accent',
};

/** Shows a short word with a tone. The word says it all; the tone only helps the eye. */
export const Badge = ({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) => (
  <span
    className={classes(
      'inline-block rounded px-1.5 py-0.5 text-xs font-medium whitespace-nowrap',
      TONES[tone],
    )}
  >
    {children}
  </span>
);

const TONE_OF_WORD: Readonly<Record<string, Tone>> = {
  active: 'good',
  ok: 'good',
  expiring: 'warn',
  needs_reauth: 'bad',
  waiting_for_consent: 'accent',
  denied: 'bad',
  completed: 'good',
  done: 'good',
  archived: 'neutral',
  deleted: 'neutral',
  pending: 'accent',
  queued: 'accent',
  running: 'accent',
  expired: 'warn',
  waiting: 'warn',
  failed: 'bad',
  revoked: 'bad',
  production: 'warn',
};

/** Shows a word of the API, such as a status, in its usual tone. */
export const WordBadge = ({ word }: { word: string }) => (
  <Badge tone={TONE_OF_WORD[word] ?? 'neutral'}>{word.replaceAll('_', ' ')}</Badge>
);
