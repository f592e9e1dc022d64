import { type AccessSettings, readAccessSettings } from './env/access.ts';
import { type ListeningSettings, readListeningSettings } from './env/listening.ts';
import { type IsSet, keyProblems, type MasterKeySettings, readMasterKeySettings } from './env/master-keys.ts';
import { Problem, type Read } from './env/parse.ts';
import { readStorageSettings, type StorageSettings } from './env/storage.ts';
import { readValueSettings, type ValueSettings } from './env/values.ts';
import { misspeltSettings } from './misspelt.ts';
import { settingTexts } from './texts/settings.ts';

export type { LogLevel } from './env/listening.ts';

export interface Settings
  extends ListeningSettings,
    StorageSettings,
    MasterKeySettings,
    AccessSettings,
    ValueSettings {}

/** The settings that cannot be used, each with a sentence that never holds the value of a secret. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

type Source = Readonly<Record<string, string | undefined>>;

/** Reads every setting. An empty value counts as absent. @throws SettingsError with every problem. */
export const readSettings = (source: Source = process.env): Settings =>
  readFrom(source, (read, isSet, problems) => {
    const settings: Settings = {
      ...readListeningSettings(read),
      ...storageSettings(read, isSet, problems),
      ...readMasterKeySettings(read, isSet),
      ...readAccessSettings(read),
      ...readValueSettings(read),
    };
    problems.push(...keyProblems(isSet, settings.keyProvider));
    if (settings.port !== 0 && settings.metricsPort === settings.port) {
      problems.push(`METRICS_PORT ${settingTexts.portTaken}`);
    }
    return settings;
  });

/**
 * Reads the settings of the database and the data directory alone, for programs that need no others.
 * @throws SettingsError
 */
export const readStorage = (source: Source = process.env): StorageSettings =>
  readFrom(source, storageSettings);

function storageSettings(read: Read, isSet: IsSet, problems: string[]): StorageSettings {
  const settings = readStorageSettings(read);
  if (isSet('DATABASE_READ_URLS') && !isSet('DATABASE_URL')) {
    problems.push(`DATABASE_READ_URLS ${settingTexts.readUrlsAlone}`);
  }
  return settings;
}

/** Reads settings from variables. `settingsOf` adds the problems of settings in combination. @throws SettingsError */
function readFrom<T>(source: Source, settingsOf: (read: Read, isSet: IsSet, problems: string[]) => T): T {
  const problems: string[] = [];
  const isSet: IsSet = (name) => Boolean(source[name]?.trim());
  const read: Read = (name, parse, absent) => {
    const text = source[name]?.trim();
    if (!text) return absent;
    const parsed = parse(text);
    if (!(parsed instanceof Problem)) return parsed;
    problems.push(`${name} ${parsed.sentence}`);
    return absent;
  };
  const settings = settingsOf(read, isSet, problems);
  if (problems.length > 0) throw new SettingsError(problems);
  return settings;
}

/** Lists a line for each variable that looks like a misspelt setting. */
export const settingWarnings = (source: Source = process.env): string[] => misspeltSettings(source);
