import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Block, documents, ROOT } from './documents.ts';

const run = promisify(execFile);

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

const [examples] = documents.find(({ path }) => path === 'docs/README.md')?.blocks ?? [];

/**
 * Stands before the blocks of a document, with the functions of docs/README.md. `curl` also notes the status of each
 * answer; `npm` and `pnpm` run nothing: the script that they name must exist.
 */
const PRELUDE = `
set -euo pipefail
${examples?.code}
curl() { command curl "$@" -w '%{stderr}%{http_code} %{url_effective}\\n' 2>> "$HOME/statuses"; }
npm() {
  if [ "$1" = run ]; then shift; fi
  while [[ "$1" = -* ]]; do shift; done
  case " $SCRIPTS " in *" $1 "*) ;; *) echo "package.json has no script $1" >&2; return 1 ;; esac
}
pnpm() { npm "$@"; }
npx() { "$@"; }
`;

const REFUSAL = /^\s*#.*\b(?:refused|4\d\d)\b/gm;

export interface Connection {
  url: string;
  key: string;
  /** An empty folder, in which the blocks run. */
  home: string;
}

/** The requests of one block that were refused, and the number of refusals that its comments announce. */
export interface Refusals {
  code: string;
  refused: string[];
  announced: number;
}

/** Runs the `sh` blocks of a document in one shell, in their order. @throws when a command fails. */
export async function runBlocks(
  blocks: readonly Block[],
  { url, key, home }: Connection,
): Promise<Refusals[]> {
  const mark = 'echo "next block" >> "$HOME/statuses"';
  const text = [PRELUDE, ...blocks.map(({ code }) => `${mark}\n${code}`)]
    .join('\n')
    .replaceAll('http://127.0.0.1:3000', url)
    .replaceAll('berth_sk_…', key);
  const env = {
    PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}`,
    HOME: home,
    URL: url,
    BERTH_URL: url,
    BERTH_KEY: key,
    SCRIPTS: Object.keys(scripts).join(' '),
  };
  await run('bash', ['-c', text], { cwd: home, env, maxBuffer: 64 * 1024 * 1024 });
  const requests = readFileSync(join(home, 'statuses'), 'utf8').split('next block\n').slice(1);
  return blocks.map(({ code }, place) => ({
    code,
    refused: (requests[place] ?? '').split('\n').filter((line) => line !== '' && !line.startsWith('2')),
    announced: code.match(REFUSAL)?.length ?? 0,
  }));
}
