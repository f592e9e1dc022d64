import type { Database } from '@berth/db';
import { schemaCache } from '@berth/domain';
import { Counter, Gauge, type Registry } from 'prom-client';
import { keptAnswers } from '../http/kept.ts';

interface Cache {
  /** The beginning of the names of its metrics. */
  name: string;
  /** The things in it. */
  holds: string;
  /** The way of a thing that is not in it. */
  missed: string;
  read: () => { entries: number; bytes: number; hits: number; misses: number };
}

/** Adds the metrics of the caches of a process: of compiled schemas, and of answers that are asked for again. */
export function measureCaches(database: Database, registry: Registry): void {
  const caches: Cache[] = [
    { name: 'berth_schema_cache', holds: 'Compiled schemas', missed: 'compiled', read: schemaCache },
    {
      name: 'berth_answer_cache',
      holds: 'Answers that are asked for again',
      missed: 'made anew',
      read: () => keptAnswers(database),
    },
  ];
  for (const cache of caches) measureCache(cache, registry);
}

function measureCache({ name, holds, missed, read }: Cache, registry: Registry): void {
  const registers = [registry];
  new Gauge({
    name: `${name}_entries`,
    help: `${holds} in the cache.`,
    registers,
    collect() {
      this.set(read().entries);
    },
  });
  new Gauge({
    name: `${name}_bytes`,
    help: `${holds}: the estimated bytes in the cache.`,
    registers,
    collect() {
      this.set(read().bytes);
    },
  });
  new Counter({
    name: `${name}_lookups_total`,
    help: `${holds}: found in the cache (hit), or ${missed} (miss).`,
    labelNames: ['result'] as const,
    registers,
    collect() {
      const { hits, misses } = read();
      this.reset();
      this.inc({ result: 'hit' }, hits);
      this.inc({ result: 'miss' }, misses);
    },
  });
}
