import type { Method } from './exchange.ts';
import { internet, type Network } from './network.ts';
import { type Answer, type RequestFailure, sendRequest } from './request.ts';
import { type ReachSettings, withSession } from './session.ts';

/** The request that tests a provider, ready to be sent. */
export interface ProviderCheck {
  url: string;
  /** True when the URL itself holds a secret. The first stage then asks for the root of its origin. */
  urlIsSecret: boolean;
  method: Method;
  /** Headers without a secret: every stage sends them. */
  headers: Readonly<Record<string, string>>;
  /** Headers with a secret: sent after the provider has been reached without them. */
  credentials: Readonly<Record<string, string>>;
  /** True when the value has credentials that cannot be sent, or lacks some that must be. The test cannot pass then. */
  lacksCredentials: boolean;
}

export const STAGES = ['dns', 'connectivity', 'authentication', 'end_to_end'] as const;
export type StageName = (typeof STAGES)[number];

export type StageFailure =
  | RequestFailure
  /** The status is 500 or higher. */
  | 'server_error'
  /** The status is 401 or 403. */
  | 'rejected'
  /** Credentials were missing or could not be sent. */
  | 'credentials_not_sent'
  /** The last stage got another status than 2xx. */
  | 'unexpected_status'
  /** A redirect led to another origin, which got no credential. */
  | 'left_origin';

/** The provider's answer. `bodyBytes` is null when the body was not read. */
export interface StageAnswer {
  status: number;
  mediaType: string | null;
  bodyBytes: number | null;
  /** True when the body was longer than the limit. */
  bodyTruncated: boolean;
}

/**
 * The result of a stage. `durationMs` counts from the start of the request that decides the stage, which may decide
 * two.
 */
export type Stage = { name: StageName; durationMs: number } & (
  | { status: 'passed'; answer: StageAnswer }
  | { status: 'failed'; reason: StageFailure; answer: StageAnswer | null }
  | { status: 'skipped'; because: 'dns' | 'connectivity' | 'authentication' | 'no_credentials' }
);

/** Reasons that concern the URL, not the provider: nothing was sent. */
const REFUSALS = [
  'bad_url',
  'blocked_scheme',
  'url_credentials',
  'blocked_name',
  'blocked_port',
  'blocked_address',
] as const satisfies readonly RequestFailure[];
export type TestRefusal = (typeof REFUSALS)[number];

/** `partial` means that some stages passed and some failed; a skipped stage counts for neither. */
export type StagedTest =
  | { outcome: 'refused'; reason: TestRefusal }
  | { outcome: 'tested'; status: 'passed' | 'failed' | 'partial'; durationMs: number; stages: Stage[] };

/**
 * Tests a provider in stages, all within the one budget of the settings.
 *
 * - `dns`: only when the name of the provider does not resolve; then it has failed.
 * - `connectivity`: a request without credentials gets any status under 500.
 * - `authentication`: a request with them gets neither 401, 403 nor 500 and higher. Skipped without credentials; failed
 *   when the check lacks some.
 * - `end_to_end`: the same request gets 2xx and its body arrives, up to its end or to the limit.
 *
 * A failed stage skips those after it. A test with credentials sends two requests, and the last two stages judge the
 * second one; a test without them sends one, which the first and the last stage judge. Never rejects. The result holds
 * nothing from the provider but numbers and the name of a common media type.
 */
export function stagedTest(
  check: ProviderCheck,
  settings: ReachSettings,
  network: Network = internet,
): Promise<StagedTest> {
  return withSession(settings, network, async (session) => {
    const begun = performance.now();
    const { url, urlIsSecret, method, headers, credentials, lacksCredentials } = check;
    const hasCredentials = urlIsSecret || Object.keys(credentials).length > 0;
    const bare = await sendRequest(session, {
      url: urlIsSecret ? rootOf(url) : url,
      method,
      headers,
      readBody: !hasCredentials,
    });
    const refusal = refusalOf(bare);
    if (refusal) return { outcome: 'refused', reason: refusal };

    const tested = (...stages: Stage[]): StagedTest => ({
      outcome: 'tested',
      status: overall(stages),
      durationMs: Math.round(performance.now() - begun),
      stages,
    });
    if (isUnresolved(bare)) {
      const { durationMs } = bare;
      const dns: Stage = { name: 'dns', status: 'failed', durationMs, reason: 'dns_failed', answer: null };
      return tested(
        dns,
        skip('connectivity', 'dns'),
        skip('authentication', 'dns'),
        skip('end_to_end', 'dns'),
      );
    }
    const connectivity = judge('connectivity', bare, unreachable);
    if (connectivity.status === 'failed') {
      return tested(connectivity, skip('authentication', 'connectivity'), skip('end_to_end', 'connectivity'));
    }
    if (lacksCredentials) {
      const reason = 'credentials_not_sent';
      return tested(
        connectivity,
        { name: 'authentication', status: 'failed', durationMs: 0, reason, answer: null },
        skip('end_to_end', 'authentication'),
      );
    }
    if (!hasCredentials) {
      return tested(connectivity, skip('authentication', 'no_credentials'), judgeWhole(bare));
    }
    const full = await sendRequest(session, {
      url,
      method,
      headers: { ...headers, ...credentials },
      readBody: true,
    });
    const authentication = judge('authentication', full, unauthenticated);
    if (authentication.status === 'failed') {
      return tested(connectivity, authentication, skip('end_to_end', 'authentication'));
    }
    return tested(connectivity, authentication, judgeWhole(full));
  });
}

type Answered = Extract<Answer, { ok: true }>;
/** Returns the fault of an answer, or null. */
type Complaint = (answer: Answered) => StageFailure | null;

function judge(name: StageName, answer: Answer, complaint: Complaint): Stage {
  const { durationMs } = answer;
  if (!answer.ok) return { name, status: 'failed', durationMs, reason: answer.reason, answer: null };
  const reason = complaint(answer);
  const heard = stageAnswer(answer);
  if (reason === null) return { name, status: 'passed', durationMs, answer: heard };
  return { name, status: 'failed', durationMs, reason, answer: heard };
}

/** Judges the last stage, which takes as long as the whole request. */
function judgeWhole(answer: Answer): Stage {
  const durationMs = (answer.ok ? answer.body?.durationMs : undefined) ?? answer.durationMs;
  return { ...judge('end_to_end', answer, incomplete), durationMs };
}

const skip = (
  name: StageName,
  because: 'dns' | 'connectivity' | 'authentication' | 'no_credentials',
): Stage => ({
  name,
  status: 'skipped',
  durationMs: 0,
  because,
});

const unreachable: Complaint = ({ status }) => (status >= 500 ? 'server_error' : null);

const unauthenticated: Complaint = ({ status, leftOrigin }) => {
  if (leftOrigin) return 'left_origin';
  if (status === 401 || status === 403) return 'rejected';
  return status >= 500 ? 'server_error' : null;
};

const incomplete: Complaint = ({ status, body }) => {
  if (status < 200 || status > 299) return 'unexpected_status';
  return body === null || body.ok ? null : body.reason;
};

function stageAnswer({ status, mediaType, body }: Answered): StageAnswer {
  const read = body?.ok ? body : { bytes: null, truncated: false };
  return { status, mediaType, bodyBytes: read.bytes, bodyTruncated: read.truncated };
}

function refusalOf(answer: Answer): TestRefusal | null {
  if (answer.ok || answer.redirects > 0) return null;
  return REFUSALS.find((refusal) => refusal === answer.reason) ?? null;
}

/** Tells that the name of the provider itself has no address, not one that it redirects to. */
const isUnresolved = (answer: Answer): boolean =>
  !answer.ok && answer.redirects === 0 && answer.reason === 'dns_failed';

function overall(stages: readonly Stage[]): 'passed' | 'failed' | 'partial' {
  const failed = stages.some(({ status }) => status === 'failed');
  const passed = stages.some(({ status }) => status === 'passed');
  if (!failed) return 'passed';
  return passed ? 'partial' : 'failed';
}

/** An unreadable URL is passed on for `sendRequest` to refuse. */
const rootOf = (url: string): string => (URL.canParse(url) ? new URL('/', url).href : url);
