/*
 * Names of members whose content is sensitive, used where the provider's schema says nothing: names of credentials and
 * of data that identify a person or an account. A name is cut into words at case changes, digits and punctuation; a
 * term matches when its words stand in the name one after the other.
 */
const TERMS = [
  // credentials
  'key',
  'keys',
  'auth',
  'authorization',
  'authentication',
  'oauth',
  'pin',
  'otp',
  'jwt',
  'password',
  'passwords',
  'passwd',
  'pwd',
  'pass word',
  'passphrase',
  'passcode',
  'secret',
  'secrets',
  'token',
  'tokens',
  'bearer',
  'credential',
  'credentials',
  'apikey',
  'apitoken',
  'appkey',
  'accesskey',
  'secretkey',
  'privatekey',
  'signature',
  'cookie',
  'cookies',
  'session id',
  'sessionid',
  'client id',
  'clientid',
  'client secret',
  'clientsecret',
  'certificate',
  'cert',
  'connection string',
  'connectionstring',
  'database url',
  'database uri',
  'dsn',
  // cards and accounts
  'cvv',
  'cvc',
  'pan',
  'card number',
  'cardnumber',
  'expiry',
  'account number',
  'accountnumber',
  'routing number',
  'routingnumber',
  'iban',
  'bic',
  'bsb',
  'swift',
  'sort code',
  // persons
  'ssn',
  'tin',
  'tax id',
  'taxid',
  'national id',
  'nationalid',
  'passport',
  'dob',
  'date of birth',
  'birthdate',
  'email',
  'e mail',
  'phone',
  'mobile',
  'address',
  'street',
  'city',
  'zip',
  'postal code',
  'postcode',
].map((term) => ` ${term} `);

/** Tells if the name of a member marks its content as sensitive. */
export function isSensitiveName(name: string): boolean {
  const words = ` ${wordsOf(name).join(' ')} `;
  return TERMS.some((term) => words.includes(term));
}

/** Cuts a name into words: `clientAPIKey2` → client, api, key, 2. */
const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/(\d+)/g, ' $1 ')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
