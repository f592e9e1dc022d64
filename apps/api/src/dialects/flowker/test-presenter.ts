import type { OpenedConfig } from '@berth/domain';
import { flowkerErrors } from './errors.ts';
import { showUuid } from './ids.ts';

interface TestStage {
  name: 'dns' | 'connectivity' | 'authentication' | 'end_to_end';
  status: 'passed' | 'failed' | 'skipped';
  duration_ms: number;
  reason: string | null;
  status_code: number | null;
  media_type: string | null;
  body_bytes: number | null;
}

const summaries: Record<string, string> = {
  passed: 'All tests passed - provider configuration connectivity verified',
  failed: 'All tests failed - provider configuration needs review',
  partial: 'Some tests failed - review failed stages before use',
};

/**
 * Presents the outcome of a test in Flowker's words. `tested` is the domain's view of it.
 * @throws FlowkerError FLK-0341 for a name that does not resolve (contracts: flowker §2.5).
 */
export function presentTest({ config, provider }: OpenedConfig, tested: Record<string, unknown>) {
  const status = String(tested.status);
  const stages = tested.stages as TestStage[];
  if (stages[0]?.name === 'dns') throw flowkerErrors.restricted();
  return {
    providerConfigId: showUuid(config.id),
    providerId: provider,
    overallStatus: status,
    durationMs: tested.duration_ms,
    stages: stages.map(presentStage),
    summary: summaries[status],
    startedAt: tested.started_at,
    completedAt: tested.completed_at,
  };
}

function presentStage(stage: TestStage) {
  const { name, status, duration_ms: durationMs } = stage;
  const said = textOf(stage);
  return {
    name,
    status,
    durationMs,
    ...(status === 'failed' ? { error: said } : { message: said }),
    ...(stage.status_code === null ? {} : { details: detailsOf(stage) }),
  };
}

const detailsOf = ({ name, status_code, duration_ms, media_type, body_bytes }: TestStage) => ({
  statusCode: status_code,
  responseTimeMs: duration_ms,
  ...(name === 'end_to_end' ? { responseBodyLen: body_bytes ?? 0, contentType: media_type ?? '' } : {}),
});

function textOf({ name, status, reason, status_code: code }: TestStage): string {
  if (status === 'skipped') {
    return reason === 'no_credentials'
      ? 'No authentication credentials configured'
      : `Skipped due to ${reason} failure`;
  }
  if (status === 'passed') {
    if (name === 'connectivity') return 'Provider is reachable';
    if (name === 'end_to_end') return 'Full request/response cycle completed successfully';
    return code !== null && code < 300
      ? 'Authentication successful'
      : 'Authentication accepted (endpoint returned non-auth error)';
  }
  switch (reason) {
    case 'rejected':
      return `authentication rejected: status ${code}`;
    case 'server_error':
      return name === 'authentication'
        ? `server error during authentication: status ${code}`
        : `unexpected status code: ${code}`;
    case 'credentials_not_sent':
      return 'authentication cannot be tested: the credentials were missing or could not be sent';
    case 'unexpected_status':
      return `request returned status ${code}`;
    default:
      return `${name === 'authentication' ? 'authenticated request' : 'request'} failed: ${reason}`;
  }
}
