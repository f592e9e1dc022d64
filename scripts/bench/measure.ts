import { type Ask, load, type Measured } from './load.ts';
import type { Running } from './servers.ts';

/** The rows of the run, and how long it measures. */
export const FULL = {
  configs: 1_000_000,
  others: { configs: 1_000_000, instances: 10_000 },
  rounds: 5,
  roundMs: 1_000,
  warmUpMs: 2_000,
  /** V8 compiles the hundreds of functions of a write only after thousands of calls. */
  writes: { warmUpMs: 12_000 },
  filters: { rounds: 5, ms: 60, warmUpMs: 150 },
};
/** Fewer rows, to see the ratios while working. The figures are not written. */
export const QUICK: typeof FULL = {
  configs: 50_000,
  others: { configs: 50_000, instances: 500 },
  rounds: 3,
  roundMs: 400,
  warmUpMs: 1_000,
  writes: { warmUpMs: 3_000 },
  filters: { rounds: 3, ms: 12, warmUpMs: 40 },
};

const TURNS = 8;

/**
 * Measures every server in short turns within each round, so that other load on the machine affects all of them alike.
 * The server that begins changes from turn to turn.
 */
export async function measure(
  servers: readonly Running[],
  next: (server: Running) => Ask,
  connections: number,
  { rounds: count, roundMs, warmUpMs }: Pick<typeof FULL, 'rounds' | 'roundMs' | 'warmUpMs'>,
): Promise<Map<string, Measured[]>> {
  for (let turn = 0; turn < TURNS; turn++) {
    // In turns too: V8 takes code away from a server that is idle while the others are warmed
    for (const server of servers) {
      await load(server, () => next(server), { connections, ms: warmUpMs / TURNS });
    }
  }
  const results = new Map<string, Measured[]>(servers.map(({ name }) => [name, []]));
  for (let round = 0; round < count; round++) {
    for (const rounds of results.values()) rounds.push({ seconds: 0, times: [] });
    for (let turn = 0; turn < TURNS * servers.length; turn++) {
      const cycle = Math.floor(turn / servers.length);
      const server = servers[(turn + cycle) % servers.length];
      const total = server && results.get(server.name)?.[round];
      if (!total) continue;
      const { seconds, times } = await load(server, () => next(server), { connections, ms: roundMs / TURNS });
      total.seconds += seconds;
      total.times.push(...times);
    }
  }
  return results;
}
