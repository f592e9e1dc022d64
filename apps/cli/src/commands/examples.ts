import type { Command } from './command.ts';

/** An id of a resource as examples show it; the id of a row begins with the prefix of its resource. */
const samples: Readonly<Record<string, string>> = {
  agents: 'parcel-agent',
  'api-keys': 'apk_…',
  'audit-events': 'aev_…',
  consumers: 'con_…',
  'consumer-profiles': 'cpf_…',
  identities: 'idn_…',
  'identity-actors': 'iac_…',
  'identity-credentials': 'icr_…',
  'identity-delegation-configs': 'idc_…',
  'identity-delegations': 'ide_…',
  instances: 'ins_…',
  jobs: 'job_…',
  models: 'mdl_…',
  'provider-auth-config-exports': 'pace_…',
  'provider-auth-config-imports': 'paci_…',
  'provider-auth-configs': 'pac_…',
  'provider-auth-credentials': 'par_…',
  'provider-auth-methods': 'pam_…',
  'provider-categories': 'databases',
  'provider-collections': 'start-here',
  'provider-setup-sessions': 'pas_…',
  'provider-config-vaults': 'pcvt_…',
  'provider-configs': 'chat',
  'provider-deployments': 'pde_…',
  'provider-groups': 'pgr_…',
  'provider-listings': 'openai',
  'provider-specifications': 'psp_…',
  'provider-tools': 'pto_…',
  'provider-triggers': 'ptr_…',
  'provider-versions': 'prv_…',
  providers: 'openai',
  publishers: 'pub_…',
  'value-revisions': 'pvr_…',
};

/** The examples of the commands that people run most. */
const chosen: Readonly<Record<string, readonly [string, string]>> = {
  'apiKeys.create': [
    'berth api-keys create --name worker --scopes resolver --expires-at 2030-01-31T12:00:00Z',
    'berth api-keys create --name ci --scopes reader,auditor --allowed-ips 10.0.0.0/8,192.0.2.7',
  ],
  'auditEvents.export': [
    'berth audit export > trail.jsonl',
    'berth audit export --from 2026-01-15T09:00:00Z > later.jsonl',
  ],
  'auditEvents.list': [
    'berth audit list --resource-id pcf_…',
    'berth audit list --action provider-configs.update --created-at-gt 2026-01-15',
  ],
  'auditEvents.verify': ['berth audit verify', 'berth audit verify --checkpoint checkpoint.json'],
  'encryption.rotate': ['berth encryption rotate --wait', 'berth encryption rotate --dry-run'],
  'providerConfigVaults.create': [
    'berth vault create --provider-id openai --name Team --value value.yaml',
    'berth vault create --provider-id openai --name Team --set-file value.api_key=key.txt',
  ],
  'providerConfigs.create': [
    'berth cfg create --provider-id openai --handle chat --value value.yaml',
    'berth cfg create -f configs.yaml --dry-run',
  ],
  'providerConfigs.list': ['berth cfg list --provider-id openai,anthropic', 'berth cfg list --all --json'],
  'providerConfigs.resolve': [
    'berth resolve chat --reason "start of the chat worker"',
    'berth resolve chat --reason "start" --format dotenv --prefix OPENAI_',
  ],
  'providerConfigs.test': ['berth test chat', 'berth test chat --json'],
  'providerConfigs.update': [
    'berth cfg update chat --set value.timeout_seconds=60',
    'berth cfg update chat --set-file value.api_key=key.txt --dry-run',
  ],
};

/** Two command lines of a command. */
export function examplesOf({ words, operation, description }: Command): readonly string[] {
  const own = chosen[operation.id];
  if (own) return own;
  const places = description.places.map((place) => (place === 'n' ? '3' : (samples[words[0] ?? ''] ?? '…')));
  const base = ['berth', ...words, ...places].join(' ');
  const has = (option: string) => description.options.some(({ name }) => name === option);
  const line = operation.body === 'given' ? `${base} -f ${words[0]}.yaml` : requiredFlags(base, description);
  if (has('dryRun')) return [line, `${line} --dry-run`];
  if (operation.answers === 'pages') return [line, `${line} --all --json`];
  if (operation.answers === 'lines') return [line, `${line} > ${words[0]}.jsonl`];
  return [line, `${line} --json`];
}

const requiredFlags = (base: string, { options }: Command['description']): string =>
  [
    base,
    ...options.filter(({ required }) => required).map(({ name }) => `--${name.replaceAll('_', '-')} …`),
  ].join(' ');
