import type { AiProvider, CredentialInput } from '@berth/domain';
import { invalidData, invalidMember, type Problem } from '@berth/kernel';
import { readOnly } from '@berth/resource';
import type { Static } from '@sinclair/typebox';
import { camelName, snakeName } from './names.ts';
import { informerProblems } from './problems.ts';
import type { CreateProvider } from './provider-schema.ts';

/** A credential with the fields of its type. */
type Credential = Static<typeof CreateProvider>['credential'] & Record<string, unknown>;

/**
 * Reads the credential of a new provider. @throws DomainError `invalid_data` for `configured`, which only answers have.
 */
export function newCredential(credential: Credential): CredentialInput {
  if (Object.hasOwn(credential, 'configured')) throw invalidMember(inCredential(readOnly('configured')));
  return credentialOf(credential);
}

/**
 * Reads the credential of an update. One that is sent back as it is shown, without fields, changes nothing: undefined.
 * @throws DomainError `invalid_data` when `configured` differs from what is shown, or comes with another type.
 */
export async function changedCredential(
  credential: Credential,
  show: () => Promise<Pick<AiProvider, 'credential'>>,
): Promise<CredentialInput | undefined> {
  if (!Object.hasOwn(credential, 'configured')) return credentialOf(credential);
  const { type, configured, ...fields } = credential;
  const { credential: shown } = await show();
  if (type !== shown.type) {
    throw invalidMember(informerProblems.otherCredential({ type: shown.type }, ['credential', 'configured']));
  }
  if (configured !== shown.configured) throw invalidMember(inCredential(readOnly('configured')));
  return Object.keys(fields).length === 0 ? undefined : credentialOf({ type, ...fields });
}

/** The members of a credential that are no fields, by the name that a field of that name has. */
const RESERVED = new Map([
  ['_type', 'type'],
  ['_configured', 'configured'],
]);
const ESCAPED = new Map([...RESERVED].map(([outer, inner]) => [inner, outer]));

/** Lists the names that a field may have in the schema of a method, the likeliest one first. */
const spellings = (name: string): string[] => [name, RESERVED.get(name) ?? snakeName(name)];

/**
 * Converts a credential for the domain: `{type, apiKey}` is a value `{api_key}` of the auth method `type`. A field that
 * the schema of the method names stays; another one takes the snake form that the schema names, or else stays too.
 * Problems name a field as it was sent. @throws DomainError `invalid_data` for a field in two spellings.
 */
const credentialOf = ({ type, ...fields }: Credential): CredentialInput => ({
  type,
  valueFor: (namedIn) => {
    const sent = Object.entries(fields);
    const candidates = sent.flatMap(([name, field]) => spellings(name).map((one) => [one, field]));
    const named = namedIn(Object.fromEntries(candidates));
    const innerOf = (name: string) => spellings(name).find((one) => named.has(one)) ?? name;
    const renamed = new Map(sent.map(([name]) => [innerOf(name), name]));
    const repeated = sent.flatMap(([name]) => (renamed.get(innerOf(name)) === name ? [] : [name]));
    if (repeated.length > 0) {
      throw invalidData(repeated.map((name) => informerProblems.repeated(['credential', name])));
    }
    return {
      value: Object.fromEntries(sent.map(([name, field]) => [innerOf(name), field])),
      nameOf: (inner) => renamed.get(inner) ?? nameOfAbsent(inner, namedIn),
    };
  },
});

/** Spells the name of a field that was not sent as this face takes it. */
function nameOfAbsent(inner: string, namedIn: Parameters<CredentialInput['valueFor']>[0]): string {
  const outer = ESCAPED.get(inner) ?? camelName(inner);
  const named = namedIn({ [outer]: null, [inner]: null });
  return named.has(inner) && spellings(outer).find((one) => named.has(one)) === inner ? outer : inner;
}

const inCredential = (problem: Problem): Problem => ({ ...problem, path: ['credential', ...problem.path] });
