import type { AiProvider, CredentialInput } from '@berth/domain';
import { invalidData, invalidMember, type Problem } from '@berth/kernel';
import { readOnly } from '@berth/resource';
import type { Static } from '@sinclair/typebox';
import { innerName } from './names.ts';
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

/**
 * Converts a credential for the domain: `{type, apiKey}` is a value `{api_key}` of the auth method `type`. @throws
 * DomainError `invalid_data` for a field in two spellings.
 */
function credentialOf({ type, ...fields }: Credential): CredentialInput {
  const renamed = new Map(Object.keys(fields).map((name) => [innerName(name), name]));
  const repeated = Object.keys(fields).filter((name) => renamed.get(innerName(name)) !== name);
  if (repeated.length > 0) {
    throw invalidData(repeated.map((name) => informerProblems.repeated(['credential', name])));
  }
  return { type, value: Object.fromEntries([...renamed].map(([name, sent]) => [name, fields[sent]])) };
}

const inCredential = (problem: Problem): Problem => ({ ...problem, path: ['credential', ...problem.path] });
