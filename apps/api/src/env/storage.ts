import { resolve } from 'node:path';
import { readAddress } from '@berth/db';
import { settingTexts } from '../texts/settings.ts';
import { Problem, parseCount, parseFlag, type Read } from './parse.ts';

/** The values of `target_session_attrs` that name a server which takes writes. */
const WRITABLE = new Set(['primary', 'read-write']);

/** The database and the data directory. */
export interface StorageSettings {
  /** The URL of PostgreSQL; null for the embedded database in the data directory. */
  databaseUrl: string | null;
  /** The URLs of the replicas for reads; empty for none. */
  databaseReadUrls: readonly string[];
  /** True behind a pooler that gives each transaction another connection. */
  databasePooled: boolean;
  /** The longest wait for a free connection to PostgreSQL, in milliseconds. */
  databaseWaitMs: number;
  dataDirectory: string;
}

export const readStorageSettings = (read: Read): StorageSettings => ({
  databaseUrl: read<string | null>('DATABASE_URL', parseDatabaseUrl, null),
  databaseReadUrls: read<string[]>('DATABASE_READ_URLS', parseReadUrls, []),
  databasePooled: read('DATABASE_POOLED', parseFlag, false),
  databaseWaitMs: read('BERTH_DATABASE_WAIT_MS', parseCount, 5_000),
  dataDirectory: resolve(read('BERTH_DATA_DIR', (text) => text, '.berth')),
});

function parseDatabaseUrl(text: string): string | Problem {
  if (!/^postgres(?:ql)?:/i.test(text)) {
    return new Problem(URL.canParse(text) ? settingTexts.protocol : settingTexts.url);
  }
  const address = readAddress(text);
  if (!address) return new Problem(settingTexts.url);
  const wanted = address.first.searchParams.get('target_session_attrs') ?? 'primary';
  return WRITABLE.has(wanted) ? text : new Problem(settingTexts.sessionAttributes);
}

function parseReadUrls(text: string): string[] | Problem {
  const urls = text.split(',').map((url) => url.trim());
  return urls.every((url) => readAddress(url)) ? urls : new Problem(settingTexts.readUrls);
}
