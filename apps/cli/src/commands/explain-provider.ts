import type { ProviderSpecification, ProviderVersion } from '@berth/client';
import { exitCodes } from '../exit-codes.ts';
import { type Group, groupsOf } from '../explain/groups.ts';
import { sampleOf } from '../explain/sample.ts';
import type { Io } from '../io.ts';
import { printable } from '../output/printable.ts';
import { type Row, sections } from '../output/sections.ts';
import { styleOf } from '../output/style.ts';
import { openClient } from '../session/connection.ts';
import { UsageError } from '../usage-error.ts';
import type { Given } from './parse-flags.ts';

/** Prints the schema of a provider's current version as a person reads it. @throws UsageError. */
export async function explainProvider({ words, values }: Given, io: Io): Promise<number> {
  const [provider, ...more] = words;
  if (provider === undefined || more.length > 0) throw new UsageError('It is berth explain <provider>.');
  const json = values.has('json');
  const berth = await openClient(io, values.get('profile')?.map(String)[0], json);
  const { signal } = io;
  const { name, slug, current_version: version } = await berth.providers.get(provider, { signal });
  if (!version?.specification_id) throw new UsageError(`${printable(name)} has no version to explain.`);
  const specification = await berth.providerSpecifications.get(version.specification_id, { signal });
  if (json) io.stdout.write(`${JSON.stringify(specification, null, 2)}\n`);
  else io.stdout.write(await textOf({ name, slug, version, specification }, io));
  return exitCodes.done.code;
}

interface Explained {
  name: string;
  slug: string;
  version: ProviderVersion;
  specification: ProviderSpecification;
}

async function textOf({ name, slug, version, specification }: Explained, io: Io): Promise<string> {
  const { bold } = styleOf(io.stdout, io);
  const { config_schema: schema, config_visibility: visibility, secret_paths: paths } = specification;
  const about = typeof schema.description === 'string' ? [schema.description] : [];
  const isEncrypted = visibility === 'encrypted' ? ['Every leaf of its values is secret.'] : [];
  const groups = groupsOf(schema, { all: visibility === 'encrypted', paths });
  const sample = sampleOf(schema);
  const { stringify } = await import('yaml');
  const lines = stringify(sample, { lineWidth: 0 }).trimEnd().split('\n');
  const line = (text: string): Row => [printable(text), ''];
  const shown = groups.map(({ title, members }): [string, Row[]] => [
    printable(title),
    members.map((member): Row => [printable(member.name), printable(member.about)]),
  ]);
  return sections(io.stdout.columns, [
    ['', [[bold(printable(`${name} (${slug}), version ${version.version}`)), '']]],
    ...[...about, ...isEncrypted].map((text): [string, Row[]] => ['', [line(text)]]),
    ...(shown.length > 0
      ? shown
      : [['', [line('Its values can have any members.')]] satisfies [string, Row[]]]),
    ['The least value, as value.yaml', lines.map(line)],
    ['Examples', examplesOf(slug, groups).map(line)],
  ]);
}

/** Command lines that make a config of the provider, and that change a member of it that is no secret. */
function examplesOf(slug: string, groups: readonly Group[]): string[] {
  const plain = groups
    .flatMap(({ members }) => members)
    .find(({ plainDefault }) => ['number', 'boolean'].includes(typeof plainDefault));
  return [
    `berth cfg create --provider-id ${slug} --handle ${slug} --value value.yaml`,
    plain
      ? `berth cfg update ${slug} --set value.${plain.name}=${String(plain.plainDefault)}`
      : `berth cfg update ${slug} --value value.yaml --dry-run`,
  ];
}
