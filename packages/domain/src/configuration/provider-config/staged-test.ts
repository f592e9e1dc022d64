import {
  DEFAULT_REACH,
  type ProviderCheck,
  type Stage,
  type StagedTest,
  stagedTest,
} from '@berth/connectivity';
import type { Pointer } from '@berth/json-schema';
import { type Context, MOST_NAMED, transact } from '@berth/resource';
import type { Static } from '@sinclair/typebox';
import { configErrors } from './errors.ts';
import type { TestResult } from './schema.ts';

/** The errors of a test and of the event that it leaves. */
export const TEST_ERRORS = [
  'gone',
  'secrets_stale',
  'no_test_url',
  'restricted_destination',
  'use_after_delete',
  'conflict',
  'unavailable',
] as const;
export type Tested = Extract<StagedTest, { outcome: 'tested' }>;

/**
 * Sends the requests of a test, within the limits of every test and to public addresses only. `check` is null when the
 * test has no address. @throws DomainError `no_test_url`; `restricted_destination`.
 */
export async function tryCheck(
  ctx: Context,
  check: ProviderCheck | null,
  { entity, hasTest }: { entity: string; hasTest: boolean },
): Promise<Tested> {
  const about = { entity };
  if (!check) throw hasTest ? configErrors.unfilledTestUrl(about) : configErrors.noTestUrl(about);
  const { allowPrivate } = ctx.services.settings;
  const tested = await stagedTest(check, { ...DEFAULT_REACH, allowPrivate }, ctx.services.network);
  if (tested.outcome === 'tested') return tested;
  if (tested.reason === 'bad_url') throw configErrors.noUrl(about);
  throw configErrors.restricted({ ...about, reason: tested.reason });
}

/** A row that was tested, as its event names it. */
interface Subject {
  /** The path of the resource, with which the action begins. */
  path: string;
  type: string;
  id: string;
}

/**
 * Records a test under one of two actions, so that failed tests can be filtered. `edited` are the leaves of an unsaved
 * edit; the first 100 are named. `keep` writes what else is kept of the test, in the same transaction.
 */
export const recordTest = (
  ctx: Context,
  { path, type, id }: Subject,
  tested: Tested,
  { edited, keep }: { edited?: readonly Pointer[] | undefined; keep?: (ctx: Context) => Promise<void> } = {},
): Promise<void> =>
  transact(ctx, async (db) => {
    await keep?.({ ...ctx, db });
    await ctx.services.audit.append(
      { ...ctx, db },
      {
        action: tested.status === 'passed' ? `${path}.test` : `${path}.test-failed`,
        resource_type: type,
        resource_id: id,
        before: null,
        after: {
          status: tested.status,
          stages: tested.stages.map(({ name, status }) => ({ name, status })),
          ...(edited ? { edited: edited.slice(0, MOST_NAMED) } : {}),
        },
      },
    );
  });

/** The members of an answer that tell how a test went. */
export const resultOf = (
  ctx: Context,
  { status, durationMs, stages }: Tested,
): Static<typeof TestResult> => ({
  status,
  duration_ms: durationMs,
  stages: stages.map(presentStage),
  started_at: ctx.now.toISOString(),
  completed_at: new Date(ctx.now.getTime() + durationMs).toISOString(),
});

function presentStage(stage: Stage): Static<typeof TestResult>['stages'][number] {
  const answer = stage.status === 'skipped' ? null : stage.answer;
  return {
    name: stage.name,
    status: stage.status,
    duration_ms: stage.durationMs,
    reason: stage.status === 'failed' ? stage.reason : stage.status === 'skipped' ? stage.because : null,
    status_code: answer?.status ?? null,
    media_type: answer?.mediaType ?? null,
    body_bytes: answer?.bodyBytes ?? null,
  };
}
