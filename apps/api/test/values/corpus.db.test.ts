import { expect, type TestContext, test } from 'vitest';
import { secretSchemaPointers } from '../../../../packages/json-schema/src/index.ts';
import { type CorpusFile, corpus, needsCorpus, placeOf, wrongSchemas } from '../support/corpus-files.ts';
import { type Client, startHarness } from '../support/harness.ts';
import type { Answer } from '../support/json-http.ts';

const { newInstance } = await startHarness();
const LONG = 120_000;

/** Returns the corpus, or skips the test with the reason. */
function corpusOf({ skip }: TestContext): CorpusFile[] {
  if (corpus === null) skip(needsCorpus);
  return corpus ?? [];
}

const registration = ({ file, schema }: CorpusFile) => ({
  slug: file.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
  name: file,
  version: { version: '1.0.0', config_schema: schema },
});

/** Registers each valid file as a provider of one new instance. */
async function register(files: CorpusFile[]) {
  const client = await newInstance();
  const providers = await inTurns(
    files.flatMap((file) => (file.instances ? [{ ...file, instances: file.instances }] : [])),
    async (file) => ({ ...file, id: (await client.create('providers', registration(file))).id }),
  );
  return { client, providers };
}

/** Runs `width` items at a time: enough to keep the connections busy, and few enough requests in memory. */
async function inTurns<T, R>(items: T[], run: (item: T) => Promise<R>, width = 8): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += width) {
    results.push(...(await Promise.all(items.slice(start, start + width).map(run))));
  }
  return results;
}

const pathsOf = ({ body }: Answer): string[] =>
  ((body.errors ?? []) as { path: string[] }[]).map((problem) => JSON.stringify(problem.path));

test(
  'every schema of the corpus is registered, but those that its README lists as wrong',
  async (context) => {
    const files = corpusOf(context);
    const client = await newInstance();
    const answers = await inTurns(files, async (file) => ({
      file,
      answer: await client.post('providers', registration(file)),
    }));
    const refused = answers.filter(({ answer }) => answer.status !== 200);
    expect(refused.map(({ file }) => file.file)).toEqual(Object.keys(wrongSchemas));
    for (const { file, answer } of refused) {
      const wrong = wrongSchemas[file.file];
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_data', entity: 'body' } });
      expect(answer.body.errors, file.file).toContainEqual(
        expect.objectContaining({
          message: wrong?.message,
          path: ['version', 'config_schema', ...(wrong?.path ?? [])],
        }),
      );
    }
    const registered = answers.length - refused.length;
    expect({ registered, refused: refused.length }).toEqual({
      registered: files.filter((file) => file.instances).length,
      refused: files.filter((file) => !file.instances).length,
    });
    await context.annotate(`schemas registered: ${registered}, refused: ${refused.length}`);
  },
  LONG,
);

test(
  'every schema is answered as it was registered, down to the order of its members',
  async (context) => {
    const { client, providers } = await register(corpusOf(context));
    for (const { id, file, schema } of providers) {
      const { body } = await client.get(`provider-config-schema?provider_id=${id}`);
      if (body.schema === null) continue; // a provider without configuration
      expect(JSON.stringify(body.schema), file).toBe(JSON.stringify({ type: 'json_schema', schema }));
    }
  },
  LONG,
);

test(
  'every valid value makes a config and a vault, and no answer contains it',
  async (context) => {
    const { client, providers } = await register(corpusOf(context));
    let configs = 0;
    let vaults = 0;
    const failures = await inTurns(providers, async ({ id, file, instances }) => {
      const problems: string[] = [];
      for (const value of [instances.valid, instances.validFull]) {
        if (value === undefined) continue;
        const config = await client.post('provider-configs', { provider_id: id, value });
        const vault = await client.post('provider-config-vaults', { provider_id: id, name: file, value });
        const saved = { provider_id: id, provider_config_vault_id: vault.body.id };
        const fromVault = await client.post('provider-configs', saved);
        configs += config.status === 200 ? 1 : 0;
        vaults += vault.status === 200 ? 1 : 0;
        const listed = await client.get(`provider-configs?provider_id=${id}`);
        for (const answer of [config, vault, fromVault, listed]) {
          if (answer.status !== 200) problems.push(`${file}: ${JSON.stringify(answer.body)}`);
          else if (hasValue(answer.body)) problems.push(`${file}: a value was answered`);
        }
      }
      return problems;
    });
    expect(failures.flat()).toEqual([]);
    const values = providers.flatMap(({ instances }) => [
      instances.valid,
      ...(instances.validFull ? [instances.validFull] : []),
    ]);
    expect({ configs, vaults }).toEqual({ configs: values.length, vaults: values.length });
    await context.annotate(
      `valid values: ${values.length}, configs made: ${configs}, vaults made: ${vaults}`,
    );
  },
  LONG,
);

/** True when the answer has a member `value` at any depth. These tests set no metadata, which could have one too. */
function hasValue(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return false;
  return 'value' in answer || Object.values(answer).some(hasValue);
}

test(
  'every value with a mistake is refused at the place of the mistake',
  async (context) => {
    const { client, providers } = await register(corpusOf(context));
    const mutants = providers.flatMap(({ id, file, instances }) =>
      instances.invalid.map((mutant) => ({ id, file, mutant })),
    );
    let only = 0;
    const failures = await inTurns(mutants, async ({ id, file, mutant }) => {
      const answer = await client.post('provider-configs', { provider_id: id, value: mutant.instance });
      const place = JSON.stringify(['value', ...placeOf(mutant)]);
      const paths = new Set(pathsOf(answer));
      if (paths.size === 1 && paths.has(place)) only += 1;
      const right = answer.status === 400 && answer.body.code === 'invalid_data' && paths.has(place);
      return right ? [] : [`${file}: ${mutant.kind} at ${place}, answered ${answer.status} at ${[...paths]}`];
    });
    expect(failures.flat()).toEqual([]);
    expect((await listAll(client)).length).toBe(0);
    await context.annotate(
      `values with a mistake: ${mutants.length}, refused at its place: ${mutants.length}, and nowhere else: ${only}`,
    );
  },
  LONG,
);

const listAll = async (client: Client): Promise<unknown[]> =>
  (await client.get('provider-configs?status[]=active&status[]=archived')).body.items;

test('the secrets found in every schema are those that its file states', async (context) => {
  const files = corpusOf(context);
  let secrets = 0;
  for (const { file, schema, secretSchemaPointers: stated } of files) {
    expect(secretSchemaPointers(schema).toSorted(), file).toEqual(stated.toSorted());
    secrets += stated.length;
  }
  await context.annotate(`schemas whose secrets are found: ${files.length}, secrets: ${secrets}`);
});
