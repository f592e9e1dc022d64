import { randomBytes } from 'node:crypto';
import { type Answer, ask, isBreach } from './ask.ts';
import { pause } from './case.ts';
import type { Kept, Ledger } from './ledger.ts';

export interface WritersOptions {
  /** Returns the URL of a server that should answer: each request may go to another one. */
  url: () => string;
  ledger: Ledger;
  count?: number;
  /** Metadata of each config, to use up room. */
  metadata?: object;
  /** The pause of a writer after each request, in milliseconds. */
  restMs?: number;
}

const nameAt = (label: string, step: number): string => `${label} v${step}`;
const bodyAt = (label: string, step: number, metadata?: object): object => ({
  name: nameAt(label, step),
  value: { api_key: `${label}-v${step}` },
  ...(metadata ? { metadata } : {}),
});

/** The body that makes a config. Sent again with its label as the idempotency key it makes no second one. */
export const creation = (label: string, metadata?: object): object => ({
  provider_id: 'anthropic',
  ...bodyAt(label, 0, metadata),
});

/** Starts writers that make, change, read and archive configs of their own until they are stopped. */
export function startWriters({
  url,
  ledger,
  count = 8,
  metadata,
  restMs = 0,
}: WritersOptions): () => Promise<void> {
  let isOver = false;
  const send = async (
    ...request: [method: string, path: string, body?: object, headers?: Record<string, string>]
  ) => {
    const begun = performance.now();
    const server = url();
    const answer = await ask(server, ...request);
    const status = answer === null ? 'none' : String(answer.status);
    ledger.statuses[status] = (ledger.statuses[status] ?? 0) + 1;
    const at = performance.now();
    if (answer) ledger.times.push(at - begun);
    else ledger.unanswered.push({ request: `${request[0]} ${request[1]}`, url: server, at });
    if (answer?.position && answer.position > (ledger.position ?? '')) ledger.position = answer.position;
    if (answer && isBreach(answer))
      ledger.breaches.push(`${request[0]} ${request[1]}: ${JSON.stringify(answer)}`);
    if (answer === null || answer.status >= 500) await pause(answer === null ? 500 : 50);
    else if (restMs > 0) await pause(restMs);
    return answer;
  };
  const write = async (): Promise<void> => {
    const own: Kept[] = [];
    while (!isOver) {
      const config = own[Math.floor(Math.random() * own.length)];
      const chance = Math.random();
      if (!config || own.length < 3 || chance < 0.25) await create(own);
      else if (chance < 0.3) await archive(own, config);
      else await change(config);
    }
  };

  const LIST = '/provider-configs?limit=3&order=desc';

  async function create(own: Kept[]): Promise<void> {
    const label = `c${randomBytes(8).toString('hex')}`;
    const before = await send('GET', LIST);
    const made = await send('POST', '/provider-configs', creation(label, metadata), {
      'idempotency-key': label,
    });
    const outcome = outcomeOf(made);
    if (outcome === 'unknown') ledger.open.push(label);
    if (outcome === 'refused') ledger.refused.push(label);
    if (outcome !== 'done') return;
    const id = String(made?.body.id);
    const config: Kept = { id, label, steps: [0], archived: 'no', acknowledged: 1, unknown: 0 };
    ledger.kept.push(config);
    own.push(config);
    if ((await askAgain(LIST, before, made))?.status !== 304) return;
    // Behind the first page are ids of a clock that stepped back; on it, the answer was an old one
    const { items } = ((await send('GET', LIST, undefined, positionOf(made)))?.body ?? {}) as {
      items?: { id: string }[];
    };
    if (items?.some((item) => item.id === id))
      ledger.breaches.push(`GET ${LIST} is 304 after ${id} was made`);
  }

  async function change(config: Kept): Promise<void> {
    const path = `/provider-configs/${config.id}`;
    const before = await send('GET', path);
    const step = Math.max(...config.steps) + 1;
    const changed = await send('PATCH', path, bodyAt(config.label, step));
    const outcome = outcomeOf(changed);
    if (outcome === 'unknown') {
      config.steps.push(step);
      config.unknown += 1;
    }
    if (outcome !== 'done') return;
    config.steps = [step];
    config.acknowledged += 1;
    const after = await askAgain(path, before, changed);
    if (after?.status === 304) ledger.breaches.push(`GET ${path} is 304 after change ${step}`);
    if (after?.status !== 200) return;
    if (after.body.name !== nameAt(config.label, step))
      ledger.breaches.push(`GET ${path} after change ${step} has the name ${String(after.body.name)}`);
    const same = await askAgain(path, after, changed);
    if (same?.status === 200)
      ledger.breaches.push(`GET ${path} is not 304 with the tag of change ${step}, the last one`);
  }

  async function archive(own: Kept[], config: Kept): Promise<void> {
    own.splice(own.indexOf(config), 1); // whatever the outcome, nobody changes it again
    const outcome = outcomeOf(await send('DELETE', `/provider-configs/${config.id}`));
    if (outcome === 'unknown') {
      config.archived = 'unknown';
      config.unknown += 1;
    }
    if (outcome !== 'done') return;
    config.archived = 'yes';
    config.acknowledged += 1;
  }

  /** Asks with the tag of an earlier answer, for a state that is not older than a write. */
  async function askAgain(
    path: string,
    earlier: Answer | null,
    written: Answer | null,
  ): Promise<Answer | null> {
    if (earlier?.status !== 200 || earlier.etag === null) return null;
    return send('GET', path, undefined, { 'if-none-match': earlier.etag, ...positionOf(written) });
  }

  const writers = Array.from({ length: count }, write);
  return async () => {
    isOver = true;
    await Promise.all(writers);
  };
}

/** The header that asks a replica for a state with that write; none without replicas. */
export const positionOf = (written: { position: string | null } | null): Record<string, string> =>
  written?.position ? { 'berth-position': written.position } : {};

/** A refused write has had no effect. One without an answer, or whose answer says so, may have had one. */
function outcomeOf(answer: Answer | null): 'done' | 'refused' | 'unknown' {
  if (answer === null || isBreach(answer) || answer.body.reason === 'outcome_unknown') return 'unknown';
  return answer.status < 300 ? 'done' : 'refused';
}
