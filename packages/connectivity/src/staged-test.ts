import type { Method } from './exchange.ts';
import { internet, type Network } from './network.ts';
import { type Answer, type RequestFailure, sendRequest } from './request.ts';
import { type ReachSettings, withSession } from './session.ts';

/** What to ask a provider, ready to be sent. */
export interface ProviderCheck {
  url: string;
  /** Whether the URL itself holds a secret. The first stage then asks for the root of its origin. */
  urlIsSecret: boolean;
  method: Method;
  /** Headers without a secret: sent in every stage. */
  headers: Readonly<Record<string, string>>;
  /** Headers that hold one: sent once the provider has been reached without them. */
  credentials: Readonly<Record<string, string>>;
}

export const STAGES = ['connectivity', 'authentication', 'end_to_end'] as const;
export type StageName = (typeof STAGES)[number];

export type StageFailure =
  | RequestFailure
  /** 500 or more. */
  | 'server_error'
  /** 401 or 403. */
  | 'rejected'
  /** Anything but 2xx where nothing else will do. */
  | 'unexpected_status'
  /** A redirect to another origin, which gets no credential. */
  | 'left_origin';

/** What the provider said. `bodyBytes` is null when the body was not read. */
export interface StageAnswer {
  status: number;
  mediaType: string | null;
  bodyBytes: number | null;
  /** The body went on beyond the limit. */
  bodyTruncated: boolean;
}

/** Milliseconds from the begin of the request that the stage is judged by: a request may serve two stages. */
export type Stage = { name: StageName; durationMs: number } & (
  | { status: 'passed'; answer: StageAnswer }
  | { status: 'failed'; reason: StageFailure; answer: StageAnswer | null }
  | { status: 'skipped'; because: 'connectivity' | 'authentication' | 'no_credentials' }
);

/** Reasons that are about the URL, not about the provider: nothing was sent. */
const REFUSALS = [
  'bad_url',
  'blocked_scheme',
  'url_credentials',
  'blocked_name',
  'blocked_port',
  'blocked_address',
  'dns_failed',
] as const satisfies readonly RequestFailure[];
export type TestRefusal = (typeof REFUSALS)[number];

/** `partial` is some stages passed and some failed; a skipped one counts for neither. */
export type StagedTest =
  | { outcome: 'refused'; reason: TestRefusal }
  | { outcome: 'tested'; status: 'passed' | 'failed' | 'partial'; durationMs: number; stages: Stage[] };

/**
 * Tests a provider in three stages, all within the one budget of the settings.
 *
 * - `connectivity`: asked without credentials, it answers anything under 500.
 * - `authentication`: asked with them, it answers neither 401, 403 nor 500 and more. Skipped without credentials.
 * - `end_to_end`: the same request answers 2xx and its body arrives, to its end or to the limit.
 *
 * A stage that fails skips those after it. One request without credentials, two with: the last two stages judge the
 * same one, as the first and the last do when there are no credentials. Never rejects, and nothing in the result is
 * from the provider but numbers and the name of a common media type.
 */
export function stagedTest(
  check: ProviderCheck,
  settings: ReachSettings,
  network: Network = internet,
): Promise<StagedTest> {
  return withSession(settings, network, async (session) => {
    const begun = performance.now();
    const { url, urlIsSecret, method, headers, credentials } = check;
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
    const connectivity = judge('connectivity', bare, unreachable);
    if (connectivity.status === 'failed') {
      return tested(connectivity, skip('authentication', 'connectivity'), skip('end_to_end', 'connectivity'));
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
/** What is wrong with an answer, or null. */
type Complaint = (answer: Answered) => StageFailure | null;

function judge(name: StageName, answer: Answer, complaint: Complaint): Stage {
  const { durationMs } = answer;
  if (!answer.ok) return { name, status: 'failed', durationMs, reason: answer.reason, answer: null };
  const reason = complaint(answer);
  const heard = stageAnswer(answer);
  if (reason === null) return { name, status: 'passed', durationMs, answer: heard };
  return { name, status: 'failed', durationMs, reason, answer: heard };
}

/** The last stage takes as long as the whole request. */
function judgeWhole(answer: Answer): Stage {
  const durationMs = (answer.ok ? answer.body?.durationMs : undefined) ?? answer.durationMs;
  return { ...judge('end_to_end', answer, incomplete), durationMs };
}

const skip = (name: StageName, because: 'connectivity' | 'authentication' | 'no_credentials'): Stage => ({
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

function overall(stages: readonly Stage[]): 'passed' | 'failed' | 'partial' {
  const failed = stages.some(({ status }) => status === 'failed');
  const passed = stages.some(({ status }) => status === 'passed');
  if (!failed) return 'passed';
  return passed ? 'partial' : 'failed';
}

/** A URL that cannot be read is left to the request to refuse. */
const rootOf = (url: string): string => (URL.canParse(url) ? new URL('/', url).href : url);
