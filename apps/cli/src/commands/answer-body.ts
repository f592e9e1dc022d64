import { UsageError } from '../usage-error.ts';
import { type Command, isCreate, membersOf } from './command.ts';

/** The members of answers that a create takes under another name, and how their value is read. */
const renamed: Readonly<Record<string, { to: string; read: (value: unknown) => unknown }>> = {
  deployment: { to: 'provider_deployment_id', read: idIn },
  from_vault: { to: 'provider_config_vault_id', read: idIn },
  auth_method: { to: 'provider_auth_method_id', read: idIn },
  locked_version: { to: 'locked_provider_version_id', read: idIn },
  tool_filter: { to: 'tool_filters', read: filtersIn },
};

function idIn(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
}

/** Reads a tool filter as a create takes it. */
function filtersIn(value: unknown): unknown {
  const { filters, ignore_parent_filters } = (value ?? {}) as Record<string, unknown>;
  return { ...(filters === undefined ? {} : { filters }), ignore_parent_filters };
}

interface Read {
  body: Record<string, unknown>;
  /** The members that only answers have. */
  leftOut: string[];
  /** True for an answer of a row with a value of its own, which no answer of a list or a get shows. */
  lacksValue: boolean;
}

/**
 * Makes the body of a create from an answer of the server, so that `get --json | create -f -` makes another row like
 * it. Leaves a body that is no answer as it is. @throws UsageError for an answer of another resource.
 */
export function bodyOfAnswer(command: Command, sent: Record<string, unknown>, which: string): Read {
  const { object, ...members } = sent;
  const asItIs = { body: sent, leftOut: [], lacksValue: false };
  if (!isCreate(command) || typeof object !== 'string') return asItIs;
  const own = membersOf(command.words);
  if (own.length === 0) return asItIs;
  const type = typeOf(command);
  if (type !== null && object !== type) {
    throw new UsageError(`${which} is a ${object}, and berth ${command.words.join(' ')} makes a ${type}.`);
  }
  const taken = new Map((command.description.body ?? []).map((member) => [member.name, member]));
  const body: Record<string, unknown> = {};
  const leftOut: string[] = [];
  for (const [name, value] of Object.entries(members)) {
    const other = Object.hasOwn(renamed, name) ? renamed[name] : undefined;
    const to = other && !taken.has(name) && taken.has(other.to) ? other.to : name;
    const member = taken.get(to);
    const read = other && to === other.to ? other.read(value) : value;
    if (member) {
      // An answer says null for what is absent.
      if (read !== null || member.nullable) body[to] = read;
    } else if (own.includes(name)) leftOut.push(name);
    else body[name] = value;
  }
  const lacksValue = taken.has('value') && typeof members.revision === 'number' && !('value' in body);
  return { body, leftOut, lacksValue };
}

/** The type of the rows that a create makes, from the name of its answer: `ProviderConfig` is `provider.config`. */
function typeOf({ description }: Command): string | null {
  return description.view === undefined ? null : (types[description.view] ?? null);
}

const types: Readonly<Record<string, string>> = {
  ApiKey: 'api_key',
  Model: 'model',
  OrganizationInstance: 'organization.instance',
  Provider: 'provider',
  ProviderAuthConfig: 'provider.auth_config',
  ProviderAuthCredentials: 'provider.auth_credentials',
  ProviderSetupSession: 'provider.setup_session',
  ProviderConfig: 'provider.config',
  ProviderConfigVault: 'provider.config_vault',
  ProviderDeployment: 'provider.deployment',
  ProviderVersion: 'provider.version',
};
