import { SealError } from './envelope.ts';
import { type KeyProvider, KeyServiceError, MissingKeyError } from './key-provider.ts';
import { type TransitPatience, type TransitSettings, transitClient } from './transit-http.ts';

export type { TransitPatience, TransitSettings } from './transit-http.ts';

/** The form `vault:v<version>:<base64>`, which OpenBao uses too. */
const CIPHERTEXT = /^vault:v([1-9]\d{0,8}):([A-Za-z0-9+/]+={0,2})$/;

/** The messages (status 400) by which Transit says that the key or its version is absent or not allowed. */
const MISSING = [/version is disallowed by policy/, /version is too new/, /encryption key not found/];

/**
 * A provider on a key of the Transit secrets engine of HashiCorp Vault or OpenBao: the master key never leaves the
 * server. An id names mount, key and version: `transit/berth:v3`. The active version is the newest one on the server.
 * The row stores the bytes of the ciphertext; the version is in the id.
 */
export function createTransit(
  settings: TransitSettings,
  patience: Partial<TransitPatience> = {},
): KeyProvider {
  const ask = transitClient(settings, patience);
  const prefix = `${settings.mount}/${settings.key}:v`;
  const versionOf = (id: string): string | null =>
    id.startsWith(prefix) && /^[1-9]\d{0,8}$/.test(id.slice(prefix.length)) ? id.slice(prefix.length) : null;
  const strange = () =>
    new KeyServiceError(`The Transit server at ${settings.url} gives what is no key`, 200);
  return {
    activeKeyId: async () => {
      const { latest_version: version } = await ask('keys').catch((error: unknown) => {
        throw absenceOf(error, settings);
      });
      if (Number.isSafeInteger(version)) return `${prefix}${version}`;
      throw strange();
    },
    opens: (id) => versionOf(id) !== null,
    wrap: async (key, place) => {
      const { ciphertext } = await ask('encrypt', {
        plaintext: key.toString('base64'),
        associated_data: encoded(place),
      });
      const [, version, bytes] = CIPHERTEXT.exec(String(ciphertext)) ?? [];
      if (!version || !bytes) throw strange();
      return { masterKeyId: `${prefix}${version}`, wrapped: Buffer.from(bytes, 'base64') };
    },
    unwrap: async ({ masterKeyId, wrapped }, place) => {
      const version = versionOf(masterKeyId);
      if (version === null) throw new MissingKeyError(masterKeyId);
      const { plaintext } = await ask('decrypt', {
        ciphertext: `vault:v${version}:${wrapped.toString('base64')}`,
        associated_data: encoded(place),
      }).catch((error: unknown) => {
        throw refusalOf(error, masterKeyId);
      });
      if (typeof plaintext !== 'string') throw strange();
      return Buffer.from(plaintext, 'base64');
    },
  };
}

const encoded = (text: string): string => Buffer.from(text).toString('base64');

/** 404 means that the key does not exist or is hidden from the token. */
function absenceOf(error: unknown, { url, mount, key }: TransitSettings): unknown {
  if (!(error instanceof KeyServiceError) || error.status !== 404) return error;
  const sentence = `The Transit server at ${url} answers 404: it has no key ${key} in ${mount}, or hides it from this token`;
  return new KeyServiceError(sentence, error.status, error.reasons, { cause: error });
}

/** A refusal with 400 concerns the ciphertext; any other refusal concerns the server or the token. */
function refusalOf(error: unknown, masterKeyId: string): unknown {
  if (!(error instanceof KeyServiceError) || error.status !== 400) return error;
  const isMissing = error.reasons.some((reason) => MISSING.some((pattern) => pattern.test(reason)));
  if (isMissing) return new MissingKeyError(masterKeyId, { cause: error });
  return new SealError('The wrapped key does not open', { cause: error });
}
