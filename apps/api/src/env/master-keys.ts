import { fill } from '@berth/kernel';
import { type MasterKey, MasterKeyError, parseMasterKeys, type TransitSettings } from '@berth/secrets';
import type { SettingName } from '../settings.ts';
import { settingTexts } from '../texts/settings.ts';
import { oneWordOf, Problem, type Read, webUrl } from './parse.ts';

/** Tells if a setting has a value. */
export type IsSet = (name: SettingName) => boolean;

/** The settings that nothing uses without BERTH_TRANSIT_URL. */
const OF_TRANSIT = [
  'BERTH_TRANSIT_TOKEN',
  'BERTH_TRANSIT_KEY',
  'BERTH_TRANSIT_MOUNT',
  'BERTH_TRANSIT_NAMESPACE',
] as const;

export const keyProviders = ['local', 'transit'] as const;

/** The master keys, which wrap the data keys of instances. */
export interface MasterKeySettings {
  /**
   * The local master keys. The first is active, unless Transit is. Without any, a key is created and kept in the data
   * directory.
   */
  masterKeys: readonly MasterKey[];
  transit: TransitSettings | null;
  /** The provider that wraps new keys. Keys that the other one wrapped still open. */
  keyProvider: (typeof keyProviders)[number];
}

export const readMasterKeySettings = (read: Read, isSet: IsSet): MasterKeySettings => ({
  masterKeys: read<MasterKey[]>('BERTH_MASTER_KEY', readMasterKeys, []),
  transit: readTransit(read),
  keyProvider: read<MasterKeySettings['keyProvider']>(
    'BERTH_KEY_PROVIDER',
    oneWordOf(keyProviders),
    isSet('BERTH_TRANSIT_URL') ? 'transit' : 'local',
  ),
});

function readMasterKeys(text: string): MasterKey[] | Problem {
  try {
    return parseMasterKeys(text);
  } catch (error) {
    if (error instanceof MasterKeyError)
      return new Problem(fill(settingTexts.masterKeys, { reason: error.message }));
    throw error;
  }
}

/** Reads the settings of Transit; null without BERTH_TRANSIT_URL. */
function readTransit(read: Read): TransitSettings | null {
  const url = read<string | null>('BERTH_TRANSIT_URL', webUrl(settingTexts.transitUrl), null);
  const token = read<string>('BERTH_TRANSIT_TOKEN', parseToken, '');
  const key = read('BERTH_TRANSIT_KEY', parseTransitKey, 'berth');
  const mount = read('BERTH_TRANSIT_MOUNT', parsePath, 'transit');
  const namespace = read<string | null>('BERTH_TRANSIT_NAMESPACE', parsePath, null);
  return url === null ? null : { url, token, key, mount, namespace };
}

/** Finds the problems of the key settings in combination. */
export function keyProblems(isSet: IsSet, provider: MasterKeySettings['keyProvider']): string[] {
  const problems: string[] = [];
  const hasTransit = isSet('BERTH_TRANSIT_URL');
  if (isSet('DATABASE_URL') && !isSet('BERTH_MASTER_KEY') && (!hasTransit || provider === 'local')) {
    const instead = hasTransit ? 'BERTH_KEY_PROVIDER=local' : 'DATABASE_URL, unless BERTH_TRANSIT_URL is set';
    problems.push(`BERTH_MASTER_KEY ${fill(settingTexts.masterKeyNeeded, { settings: instead })}`);
  }
  if (hasTransit && !isSet('BERTH_TRANSIT_TOKEN')) {
    problems.push(`BERTH_TRANSIT_TOKEN ${settingTexts.tokenNeeded}`);
  }
  if (!hasTransit) {
    if (provider === 'transit') problems.push(`BERTH_KEY_PROVIDER ${settingTexts.noTransit}`);
    for (const name of OF_TRANSIT) {
      if (isSet(name)) problems.push(`${name} ${settingTexts.useless}`);
    }
  }
  return problems;
}

function parseToken(text: string): string | Problem {
  return /^[\x21-\x7e]+$/.test(text) ? text : new Problem(settingTexts.token);
}

function parseTransitKey(text: string): string | Problem {
  if (/^\w(?:[\w.-]*\w)?$/.test(text)) return text;
  return new Problem(settingTexts.transitKey);
}

function parsePath(text: string): string | Problem {
  const path = text.replace(/^\/+|\/+$/g, '');
  if (/^\w(?:[\w.-]*\w)?(?:\/\w(?:[\w.-]*\w)?)*$/.test(path)) return path;
  return new Problem(settingTexts.path);
}
