import type { ProviderConfigTest } from '@berth/client';
import { Badge, type Tone } from '../ui/index.ts';
import { connectionWords } from '../words/connection.ts';

type Stage = ProviderConfigTest['stages'][number];

const TONES: Readonly<Record<ProviderConfigTest['status'] | Stage['status'], Tone>> = {
  passed: 'good',
  failed: 'bad',
  skipped: 'neutral',
  partial: 'warn',
};

/** The answer of a staged test, of a config or of an auth config. */
export type StagedTest = Pick<ProviderConfigTest, 'status' | 'duration_ms' | 'stages'>;

/** Shows each stage of a test with its time and its outcome. */
export const TestResult = ({ of: { status, duration_ms, stages } }: { of: StagedTest }) => (
  <>
    <p className="flex flex-wrap items-center gap-2">
      <Badge tone={TONES[status]}>{connectionWords.statuses[status]}</Badge>
      {connectionWords.result(connectionWords.statuses[status], duration_ms)}
    </p>
    <ol className="grid gap-px overflow-hidden rounded-md border border-line bg-line">
      {stages.map((stage) => (
        <li key={stage.name} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 bg-surface px-3 py-2">
          <span className="w-32 font-medium">{connectionWords.stages[stage.name]}</span>
          <span className="w-14">
            <Badge tone={TONES[stage.status]}>{connectionWords.statuses[stage.status]}</Badge>
          </span>
          <span className="w-14 text-right text-muted tabular-nums">
            {connectionWords.ms(stage.duration_ms)}
          </span>
          <span className="min-w-0 grow break-words text-muted">{detailOf(stage)}</span>
        </li>
      ))}
    </ol>
  </>
);

/** The answer of the provider as plain text: the reason, the status, and the kind and size of the body. */
const detailOf = ({ reason, status_code, media_type, body_bytes }: Stage): string =>
  [
    reason?.replaceAll('_', ' '),
    status_code === null ? null : connectionWords.statusCode(status_code),
    media_type,
    body_bytes === null ? null : connectionWords.bytes(body_bytes),
  ]
    .filter(Boolean)
    .join(' · ');
