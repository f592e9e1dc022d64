import { SETTINGS, type SettingDescription } from '../../apps/api/src/settings.ts';

const WIDTH = 120;

const HEAD = `# Settings

<!-- Generated from apps/api/src/settings.ts by \`pnpm settings\`. -->

The server reads its settings from environment variables when it starts. It checks all of them, prints every problem,
and does not start when there is one. An empty variable counts as absent. The settings of the command are in
[cli.md](cli.md).
`;

/** The text of docs/settings.md. */
export function settingsPage(): string {
  const settings: [string, SettingDescription][] = Object.entries(SETTINGS);
  const groups = [...new Set(settings.map(([, { group }]) => group))];
  const sections = groups.map((title) => {
    const rows = settings.filter(([, { group }]) => group === title);
    return [`## ${title}`, ...rows.map(settingSection)].join('\n\n');
  });
  return `${[HEAD.trimEnd(), ...sections].join('\n\n')}\n`;
}

function settingSection([name, setting]: [string, SettingDescription]): string {
  const absent = setting.default === null ? (setting.absent ?? 'none') : `\`${setting.default}\``;
  return [`### ${name}`, wrap(setting.about), wrap(`Default: ${absent}.`)].join('\n\n');
}

function wrap(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n');
}
