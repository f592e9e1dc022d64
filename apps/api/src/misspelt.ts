import { fill, nearest } from '@berth/kernel';
import { SETTINGS } from './settings.ts';
import { unknownSetting } from './texts/settings.ts';

const PREFIX = 'BERTH_';
const LONGEST = 100;

/** Lists a line for each variable that begins with `BERTH_`, is no setting, and has a name like one. */
export function misspeltSettings(source: Readonly<Record<string, string | undefined>>): string[] {
  const settings = new Map(
    Object.keys(SETTINGS).map((name) => [name.startsWith(PREFIX) ? name : `${PREFIX}${name}`, name]),
  );
  return Object.keys(source)
    .filter((name) => name.startsWith(PREFIX) && name.length <= LONGEST && !Object.hasOwn(SETTINGS, name))
    .sort()
    .flatMap((name) => {
      // A service named berth gets BERTH_PORT from Kubernetes
      if (/^(?:tcp|udp|sctp):/.test(source[name] ?? '')) return [];
      const near = nearest(name, settings.keys());
      return near === undefined ? [] : [fill(unknownSetting, { name, meant: settings.get(near) ?? near })];
    });
}
