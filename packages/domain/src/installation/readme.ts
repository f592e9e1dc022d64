import type { ShippedProvider } from './catalog.ts';

/** Writes the readme of a shipped provider in Markdown: its purpose, the needs of a config, credentials and tools. */
export function readmeOf(shipped: Omit<ShippedProvider, 'listing'>): string {
  const { name, description, documentation, version } = shipped;
  const { tools = [], auth_methods = [] } = version;
  return [
    `# ${name}`,
    description ?? '',
    section('A config needs', needed(version.config_schema)),
    section(
      'Credentials',
      auth_methods.map((method) => named(method.name, method.description)),
    ),
    section(
      'Tools',
      tools.map((tool) => named(`\`${tool.key}\``, tool.description)),
    ),
    `[Documentation](${documentation})`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

const section = (title: string, lines: string[]): string =>
  lines.length === 0 ? '' : [`## ${title}`, '', ...lines.map((line) => `- ${line}`)].join('\n');

const named = (name: string, description: string | null | undefined): string =>
  description ? `${name}: ${description}` : name;

/** The members that every config must have, by the top of the schema. */
function needed(schema: Record<string, unknown>): string[] {
  const { required = [], properties = {} } = schema as {
    required?: string[];
    properties?: Record<string, { title?: string; description?: string }>;
  };
  return required.map((name) => {
    const { title = name, description } = properties[name] ?? {};
    return named(title, description);
  });
}
