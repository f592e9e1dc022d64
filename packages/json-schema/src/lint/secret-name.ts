import { wordsOf } from '../secrets/member-name.ts';

/*
 * The names of properties that usually hold a secret. A name is cut into words at case changes, digits and punctuation,
 * and looks like a secret when its last words are one of ENDINGS: `token_url` and `password_policy` do not.
 */
const ENDINGS = [
  'access key',
  'accesskey',
  'account key',
  'admin key',
  'api key',
  'api keys',
  'apikey',
  'apikeys',
  'api token',
  'apitoken',
  'app key',
  'appkey',
  'auth key',
  'authentication key',
  'authorization',
  'bearer',
  'client key',
  'connection string',
  'connectionstring',
  'contrasena',
  'cookie',
  'cookies',
  'credential',
  'credentials',
  'creds',
  'decryption key',
  'deploy key',
  'dsn',
  'encryption key',
  'hmac key',
  'integration key',
  'jwt',
  'kennwort',
  'keytab',
  'licence key',
  'license key',
  'master key',
  'mnemonic',
  'mot de passe',
  'otp',
  'pass',
  'passcode',
  'passphrase',
  'passwd',
  'password',
  'passwords',
  'passwort',
  'pat',
  'private key',
  'private keys',
  'privatekey',
  'pwd',
  'secret',
  'secret key',
  'secretkey',
  'secrets',
  'seed phrase',
  'senha',
  'server key',
  'service account json',
  'service account key',
  'service key',
  'session key',
  'shared key',
  'signing key',
  'ssh key',
  'storage key',
  'subscription key',
  'token',
  'tokens',
  'webhook key',
].map((ending) => ` ${ending}`);

/** Words behind a secret that name its form, not something else: `private_key_pem`, `password2`. */
const FORMS: ReadonlySet<string> = new Set([
  'b',
  'base',
  'content',
  'contents',
  'data',
  'encoded',
  'hash',
  'json',
  'pem',
  'plain',
  'plaintext',
  'raw',
  'string',
  'text',
  'value',
]);

/** Words before a token that make it a position in a list or a piece of text, and before a secret its name. */
const NO_SECRETS: ReadonlySet<string> = new Set([
  'bos',
  'cls',
  'completion',
  'context',
  'continuation',
  'count',
  'eos',
  'existing',
  'input',
  'kubernetes',
  'max',
  'maximum',
  'min',
  'minimum',
  'next',
  'num',
  'number',
  'output',
  'pad',
  'page',
  'prev',
  'previous',
  'prompt',
  'pull',
  'reasoning',
  'sep',
  'special',
  'start',
  'stop',
  'sync',
  'thinking',
  'total',
  'unk',
]);

/** Words that begin the name of a switch. */
const SWITCHES: ReadonlySet<string> = new Set([
  'allow',
  'disable',
  'enable',
  'has',
  'hide',
  'is',
  'require',
  'show',
  'skip',
  'use',
]);

const LONGEST_NAME = 100;

/** True for the name of a property that usually holds a secret. */
export function isSecretName(name: string): boolean {
  if (name.length > LONGEST_NAME) return false;
  const words = wordsOf(name).flatMap((word) => /^(.*[a-z])(\d+)$/.exec(word)?.slice(1) ?? [word]);
  if (SWITCHES.has(words[0] ?? '')) return false;
  if (endingOf(words) !== undefined) return true;
  while (words.length > 0 && (FORMS.has(words.at(-1) ?? '') || /^v?\d+$/.test(words.at(-1) ?? '')))
    words.pop();
  return endingOf(words) !== undefined;
}

function endingOf(words: readonly string[]): string | undefined {
  const text = ` ${words.join(' ')}`;
  const ending = ENDINGS.find((one) => text.endsWith(one));
  if (ending === undefined) return undefined;
  const before = text.slice(0, -ending.length).split(' ').at(-1) ?? '';
  return NO_SECRETS.has(before) ? undefined : ending;
}
