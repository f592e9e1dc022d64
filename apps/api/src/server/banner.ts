/** A provider of the shipped catalogue with a value that fits its schema; a test creates it. */
const SAMPLE = {
  provider_id: 'openai',
  name: 'First config',
  value: { api_key: 'example-openai-key', default_model: 'gpt-4.1' },
};

/** Makes the text that a person sees once the server answers. `secretKey` is set on the first start only. */
export function banner(options: { url: string; secretKey: string | null; database: string }): string {
  const { url, secretKey, database } = options;
  const authorization = '-H "Authorization: Bearer $BERTH_KEY"';
  const create = `-H 'Content-Type: application/json' -d '${JSON.stringify(SAMPLE)}'`;
  const key = secretKey
    ? [
        '  Your secret key, shown once. Keep it: only its hash is stored. Lost: npm run key',
        '',
        `export BERTH_KEY='${shellQuoted(secretKey)}'`,
        '',
        '  List providers, create a config, list configs:',
      ]
    : ['  With your key in BERTH_KEY, list providers, create a config, list configs:'];
  return [
    '',
    `  Berth       ${url}`,
    `  Guide       ${url}/docs`,
    `  Data        ${database}`,
    '',
    ...key,
    '',
    `curl '${url}/providers?limit=3' ${authorization}`,
    `curl '${url}/provider-configs' ${authorization} ${create}`,
    `curl '${url}/provider-configs' ${authorization}`,
    '',
  ].join('\n');
}

/** Escapes text for use between single quotes. */
const shellQuoted = (text: string): string => text.replaceAll("'", `'\\''`);
