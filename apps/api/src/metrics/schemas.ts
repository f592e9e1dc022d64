import { schemaCache } from '@berth/domain';
import { Counter, Gauge, type Registry } from 'prom-client';

/** Adds the metrics of the cache of compiled schemas. */
export function measureSchemas(registry: Registry): void {
  const registers = [registry];
  new Gauge({
    name: 'berth_schema_cache_entries',
    help: 'Compiled schemas in the cache.',
    registers,
    collect() {
      this.set(schemaCache().entries);
    },
  });
  new Gauge({
    name: 'berth_schema_cache_bytes',
    help: 'The estimated bytes of the compiled schemas in the cache.',
    registers,
    collect() {
      this.set(schemaCache().bytes);
    },
  });
  new Counter({
    name: 'berth_schema_cache_lookups_total',
    help: 'Schemas that were found in the cache (hit), or compiled (miss).',
    labelNames: ['result'] as const,
    registers,
    collect() {
      const { hits, misses } = schemaCache();
      this.reset();
      this.inc({ result: 'hit' }, hits);
      this.inc({ result: 'miss' }, misses);
    },
  });
}
