import { httpTexts } from '../../http/errors.ts';

/** The contract version that is served, as the header `Metorial-Version` names it. */
export const VERSION = '2026-01-01-magnetar';

const namesOf = (date: string, word: string): string[] => [
  `${date}-${word}`,
  word,
  date,
  date.replaceAll('-', '_'),
  `mt_${date.replaceAll('-', '_')}_${word}`,
];

const served = new Set(namesOf('2026-01-01', 'magnetar'));
/** The names of the version before, whose clients would not understand the answers. */
const left = new Set(namesOf('2025-01-01', 'pulsar'));

/**
 * Refuses a client of the version before (contracts: metorial §1.1). No version, or an unknown one, counts as the
 * server's. @throws HttpError `not_acceptable`.
 */
export function requireVersion(header: string | undefined, url: string): void {
  const name = header ?? queryVersion(url);
  if (name === null || served.has(name) || !left.has(name)) return;
  throw versionErrors.notServed({ version: VERSION });
}

export const versionErrors = httpTexts({
  notServed: {
    code: 'not_acceptable',
    message: 'This server answers the API version {version} only.',
    hint: 'Send the header Metorial-Version: {version}, or none.',
  },
});

/** The query parameter that may name the version, in place of the header. */
export const PARAMETER = 'api-version';

function queryVersion(url: string): string | null {
  return url.includes(PARAMETER) ? new URL(url).searchParams.get(PARAMETER) : null;
}
