/** The problems of settings. Each follows the name of the setting, and none holds its value. */
export const settingTexts = {
  port: 'must be a port from 0 to 65535; 0 takes any free one',
  portTaken: 'must be another port than PORT',
  host: 'must be an address or host name to listen on, without a scheme or a path',
  url: 'must be an address: postgres://user:password@host:5432/database',
  protocol: 'must start with postgres:// or postgresql://',
  sessionAttributes: 'can have target_session_attrs=read-write or =primary only: Berth writes',
  readUrls:
    'must be addresses with commas between, each of one server: postgres://user:password@host:5432/database',
  readUrlsAlone: 'needs DATABASE_URL: the embedded database has no replicas',
  transitUrl: 'must be the address of Vault or OpenBao, https://vault:8200, without a user or a query',
  collector: 'must be the address of a collector, http://localhost:4318, without a user or a query',
  token: 'must be printable ASCII characters without spaces',
  transitKey: 'must be the name of a key: letters, digits, "_", and "." or "-" between them',
  path: 'must be a path of letters, digits, "_", and ".", "-" or "/" between them',
  damagedKey: 'has the form of a token, but was cut or mistyped: copy it whole',
  bootstrapKey: 'must be 32 or more printable ASCII characters without spaces',
  publicUrl: 'must be an origin with http or https, such as https://berth.example.com',
  basePath:
    'must be a path of at most {most} characters that begins with a slash, of letters, digits, "-", ".", "_" and "~": /berth',
  origins: 'must be * or origins with commas between, such as https://app.example.com',
  count: 'must be a whole number from 1',
  countUpTo: 'must be a whole number from 1 to {most}',
  secondsUpTo: 'must be a whole number of seconds from 0 to {most}',
  rateLimit: 'must be off, or a number of requests and the seconds (one day at most) for them: 1000/10',
  proxies: 'must be true, false, or the number of proxies in front of Berth, 1 to 9',
  flag: 'must be true or false',
  masterKeys: 'cannot be used: {reason}',
  words: 'must be one of {words}',
  masterKeyNeeded:
    'is required with {settings}: 32 random bytes in base64, as `openssl rand -base64 32` makes them',
  tokenNeeded: 'is required with BERTH_TRANSIT_URL',
  noTransit: 'cannot be transit without BERTH_TRANSIT_URL',
  useless: 'is of no use without BERTH_TRANSIT_URL: set that, or leave this out',
} as const;

/** The line of a start for a variable that looks like a misspelt setting, and has no effect. */
export const unknownSetting = '{name} is no setting; did you mean {meant}?';
