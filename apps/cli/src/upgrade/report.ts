import type { Berth, ProviderVersionImpactEnd, ProviderVersionImpactItem } from '@berth/client';
import type { Io } from '../io.ts';
import { printable } from '../output/printable.ts';
import { showProgress } from '../output/progress.ts';
import type { Target } from './target.ts';

/** The most rows that are told as text. All are counted, and `--json` prints all. */
const MOST_TOLD = 50;

export interface Report {
  whole: ProviderVersionImpactEnd;
  /** The configs that break or were not decided. Vaults and auth configs are not moved, so they stay as they are. */
  configs: number;
}
type Item = ProviderVersionImpactItem;

/**
 * Reads the report of a version as it is made, shows its progress, and prints each row to fix: as text, or as one line
 * of JSON each and at last the report. @throws Interrupted.
 */
export async function printReport(io: Io, berth: Berth, target: Target, json: boolean): Promise<Report> {
  const progress = showProgress(io.stderr, 'checking');
  const print = json ? (item: object) => io.stdout.write(`${JSON.stringify(item)}\n`) : teller(io);
  const found: Item[] = [];
  let configs = 0;
  try {
    for await (const line of linesOf(berth, target, io.signal)) {
      switch (line.object) {
        case 'provider.version.impact.item':
          if (line.of === 'provider.config') configs++;
          // As text it waits for the end of the bar, which it would tear apart
          if (json) print(line);
          else if (found.length < MOST_TOLD) found.push(line);
          break;
        case 'provider.version.impact.progress':
          progress.at(line.counts.checked, line.total);
          break;
        case 'provider.version.impact.end':
          progress.end();
          for (const item of found) print(item);
          if (json) print(line);
          else tellCounts(io, target, line, found.length);
          return { whole: line, configs };
      }
    }
  } finally {
    progress.end();
  }
  throw new Error('The report of the server has no end.');
}

const linesOf = (berth: Berth, { deploymentId, version }: Target, signal: AbortSignal) =>
  deploymentId === null
    ? berth.providerVersions.impact(version.id, { passes: false }, { signal })
    : berth.providerDeployments.upgradePreview(
        deploymentId,
        { provider_version_id: version.id, passes: false },
        { signal },
      );

const KINDS: Readonly<Record<Item['of'], string>> = {
  'provider.config': 'config',
  'provider.config_vault': 'vault',
  'provider.auth_config': 'auth config',
};

const teller = (io: Io) => (item: object) => {
  const { of, id, handle, name, errors } = item as Item;
  const called = handle ?? name;
  io.stdout.write(`${KINDS[of]} ${called === null ? id : `${printable(called)} (${id})`}\n`);
  for (const { path, message } of errors) {
    io.stdout.write(`  ${path === '' ? 'the value' : printable(path)}: ${printable(message)}\n`);
  }
};

function tellCounts(io: Io, { version }: Target, { counts }: ProviderVersionImpactEnd, told: number): void {
  const { checked, passes, breaks, undecided, migrated } = counts;
  const rest = breaks + undecided - told;
  if (rest > 0) io.stdout.write(`and ${rest.toLocaleString('en')} more: --json prints all.\n`);
  const parts = [
    `${passes} ${passes === 1 ? 'passes' : 'pass'}`,
    `${breaks} ${breaks === 1 ? 'breaks' : 'break'}`,
    ...(undecided > 0 ? [`${undecided} undecided`] : []),
    ...(migrated > 0 ? [`${migrated} migrated`] : []),
  ];
  io.stdout.write(`Version ${printable(version.version)}: ${checked} checked, ${parts.join(', ')}.\n`);
}
