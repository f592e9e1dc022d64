import { randomBytes } from 'node:crypto';
import { newId, newToken } from '@berth/kernel';
import { describe, expect, test } from 'vitest';
import { readSettings, readStorage, SettingsError } from './env.ts';

const masterKey = randomBytes(32).toString('base64');
const otherKey = randomBytes(32).toString('base64');

function problemsOf(source: Record<string, string>): readonly string[] {
  try {
    readSettings(source);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
}

describe('settings', () => {
  test('without settings the embedded database is served on the loopback', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: null,
      databaseReadUrls: [],
      databasePooled: false,
      masterKeys: [],
      transit: null,
      keyProvider: 'local',
      bootstrapKey: null,
      logLevel: 'info',
      trustProxy: false,
      corsOrigins: [],
      publicUrl: null,
      basePath: '',
      tracesEndpoint: null,
      drainSeconds: 0,
      metricsPort: null,
      keptRevisions: null,
      rateLimit: { requests: 1_000, seconds: 10 },
      dashboardIdleMinutes: 30,
      dashboardHours: 12,
      revealsPerMinute: 600,
      databaseWaitMs: 5_000,
      pollMs: 2_000,
      allowPrivate: false,
    });
    expect(settings.dataDirectory).toMatch(/\.berth$/);
  });

  test('of the storage are read without those of the server and its keys', () => {
    const given = { DATABASE_URL: 'postgres://db/berth', BERTH_DATA_DIR: '/data', PORT: 'many' };
    expect(readStorage(given)).toEqual({
      databaseUrl: 'postgres://db/berth',
      databaseReadUrls: [],
      databasePooled: false,
      databaseWaitMs: 5_000,
      dataDirectory: '/data',
    });
    const wrong = { DATABASE_READ_URLS: 'postgres://r1/berth', DATABASE_POOLED: 'perhaps' };
    expect(() => readStorage(wrong)).toThrow(/^DATABASE_POOLED must be .*\nDATABASE_READ_URLS /);
  });

  test('everything can be set', () => {
    const settings = readSettings({
      PORT: '0',
      HOST: '::',
      DATABASE_URL: 'postgres://me:pass@db,other:5433/berth?target_session_attrs=read-write',
      DATABASE_READ_URLS: 'postgres://me:pass@r1/berth, postgres://me:pass@r2/berth',
      DATABASE_POOLED: 'true',
      BERTH_DATA_DIR: '/data',
      BERTH_MASTER_KEY: `new:${otherKey},old:${masterKey}`,
      BERTH_KEY_PROVIDER: 'local',
      BERTH_TRANSIT_URL: 'https://vault.internal:8200/',
      BERTH_TRANSIT_TOKEN: 'hvs.token',
      BERTH_TRANSIT_KEY: 'keys-1',
      BERTH_TRANSIT_MOUNT: '/team/transit/',
      BERTH_TRANSIT_NAMESPACE: 'a/b',
      BERTH_BOOTSTRAP_KEY: 'k'.repeat(32),
      LOG_LEVEL: 'WARN',
      TRUST_PROXY: 'true',
      RATE_LIMIT: '20/60',
      BERTH_DASHBOARD_IDLE_MINUTES: '5',
      BERTH_DASHBOARD_HOURS: '720',
      CORS_ORIGINS: 'https://a.example.com, http://localhost:5173',
      BERTH_PUBLIC_URL: 'https://berth.example.com/',
      BASE_PATH: '/tools/berth/',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/',
      DRAIN_SECONDS: '5',
      METRICS_PORT: '9464',
      SSRF_ALLOW_PRIVATE: 'true',
    });
    expect(settings).toEqual({
      port: 0,
      host: '::',
      databaseUrl: 'postgres://me:pass@db,other:5433/berth?target_session_attrs=read-write',
      databaseReadUrls: ['postgres://me:pass@r1/berth', 'postgres://me:pass@r2/berth'],
      databasePooled: true,
      dataDirectory: '/data',
      masterKeys: [
        { id: 'new', key: Buffer.from(otherKey, 'base64') },
        { id: 'old', key: Buffer.from(masterKey, 'base64') },
      ],
      transit: {
        url: 'https://vault.internal:8200',
        token: 'hvs.token',
        key: 'keys-1',
        mount: 'team/transit',
        namespace: 'a/b',
      },
      keyProvider: 'local',
      bootstrapKey: 'k'.repeat(32),
      logLevel: 'warn',
      trustProxy: true,
      corsOrigins: ['https://a.example.com', 'http://localhost:5173'],
      publicUrl: 'https://berth.example.com',
      basePath: '/tools/berth',
      tracesEndpoint: 'http://collector:4318',
      drainSeconds: 5,
      metricsPort: 9464,
      keptRevisions: null,
      rateLimit: { requests: 20, seconds: 60 },
      dashboardIdleMinutes: 5,
      dashboardHours: 720,
      revealsPerMinute: 600,
      databaseWaitMs: 5_000,
      pollMs: 2_000,
      allowPrivate: true,
    });
  });

  test('an empty value counts as absent', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: ' ', BERTH_MASTER_KEY: '' })).toMatchObject({
      port: 3000,
      databaseUrl: null,
      masterKeys: [],
    });
  });

  test('every problem is reported at once, and begins with the name of its setting', () => {
    const problems = problemsOf({
      PORT: '70000',
      HOST: 'http://localhost',
      DATABASE_URL: 'mysql://db/berth',
      BERTH_MASTER_KEY: 'c2hvcnQ=',
      BERTH_TRANSIT_URL: 'vault:8200',
      BERTH_TRANSIT_TOKEN: 'two words',
      BERTH_TRANSIT_KEY: 'a/b',
      BERTH_TRANSIT_MOUNT: '../sys',
      BERTH_TRANSIT_NAMESPACE: 'a//b',
      BERTH_KEY_PROVIDER: 'both',
      BERTH_BOOTSTRAP_KEY: 'short',
      LOG_LEVEL: 'loud',
      TRUST_PROXY: 'perhaps',
      RATE_LIMIT: 'many',
    });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'PORT',
      'HOST',
      'TRUST_PROXY',
      'LOG_LEVEL',
      'DATABASE_URL',
      'BERTH_MASTER_KEY',
      'BERTH_TRANSIT_URL',
      'BERTH_TRANSIT_TOKEN',
      'BERTH_TRANSIT_KEY',
      'BERTH_TRANSIT_MOUNT',
      'BERTH_TRANSIT_NAMESPACE',
      'BERTH_KEY_PROVIDER',
      'BERTH_BOOTSTRAP_KEY',
      'RATE_LIMIT',
    ]);
  });

  test('no problem shows a received value', () => {
    const received = {
      DATABASE_URL: 'not an address with pa55word',
      BERTH_MASTER_KEY: `pa55word:${masterKey},pa55word:${otherKey}`,
      BERTH_TRANSIT_URL: 'https://me:pa55word@vault:8200',
      BERTH_TRANSIT_TOKEN: 'pa55word and more',
      BERTH_BOOTSTRAP_KEY: 'pa55word',
    };
    const problems = problemsOf(received);
    expect(problems).toHaveLength(5);
    expect(problems.join()).not.toContain(masterKey);
    expect(problems.join()).not.toContain('pa55word');
  });

  test('the metrics have another port than the API', () => {
    expect(problemsOf({ PORT: '9464', METRICS_PORT: '9464' })).toEqual([
      'METRICS_PORT must be another port than PORT',
    ]);
    expect(readSettings({ PORT: '0', METRICS_PORT: '0' }).metricsPort).toBe(0);
  });

  test.each([
    [{ DATABASE_URL: 'postgres://a:x,b/berth' }, 'DATABASE_URL must be an address'],
    [{ DATABASE_URL: 'postgres://a,b/berth?target_session_attrs=any' }, 'DATABASE_URL can have'],
    [{ DATABASE_URL: 'postgres://a/berth?target_session_attrs=standby' }, 'DATABASE_URL can have'],
    [{ DATABASE_URL: 'postgres://a/berth', DATABASE_READ_URLS: 'r1,r2' }, 'DATABASE_READ_URLS must be'],
    [{ DATABASE_READ_URLS: 'postgres://r1/berth' }, 'DATABASE_READ_URLS needs DATABASE_URL'],
  ])('%j is refused', (source, problem) => {
    expect(problemsOf({ BERTH_MASTER_KEY: masterKey, ...source })).toEqual([
      expect.stringContaining(problem),
    ]);
  });

  test('RATE_LIMIT off means no limit', () => {
    for (const text of ['off', 'OFF']) expect(readSettings({ RATE_LIMIT: text }).rateLimit).toBeNull();
  });

  test.each([
    ['0'],
    ['10'],
    ['0/10'],
    ['10/0'],
    ['10/86401'],
    ['1e3/10'],
    ['10/1.5'],
    ['-1/10'],
    ['10/10/10'],
  ])('RATE_LIMIT %s is refused', (text) => {
    expect(problemsOf({ RATE_LIMIT: text })).toHaveLength(1);
  });

  test.each([['-1'], ['1.5'], ['3000a'], ['0x10'], ['65536']])('PORT %s is refused', (port) => {
    expect(problemsOf({ PORT: port })).toHaveLength(1);
  });

  test('a session of the dashboard ends within 30 days', () => {
    expect(problemsOf({ BERTH_DASHBOARD_HOURS: '721' })).toEqual([
      'BERTH_DASHBOARD_HOURS must be a whole number from 1 to 720',
    ]);
    expect(problemsOf({ BERTH_DASHBOARD_IDLE_MINUTES: '43201' })).toHaveLength(1);
    expect(problemsOf({ BERTH_DASHBOARD_HOURS: '0' })).toHaveLength(1);
  });

  test('TRUST_PROXY takes a flag or the number of proxies', () => {
    expect(readSettings({ TRUST_PROXY: '2' }).trustProxy).toBe(2);
    expect(problemsOf({ TRUST_PROXY: '10' })).toHaveLength(1);
    expect(problemsOf({ TRUST_PROXY: '-1' })).toHaveLength(1);
  });

  test('a bootstrap key with the form of a token and a wrong checksum is refused', () => {
    const token = newToken('secret', newId('apiKey', new Date()));
    expect(readSettings({ BERTH_BOOTSTRAP_KEY: token }).bootstrapKey).toBe(token);
    const cut = token.slice(0, -1) + (token.endsWith('0') ? '1' : '0');
    expect(problemsOf({ BERTH_BOOTSTRAP_KEY: cut })[0]).toMatch(/^BERTH_BOOTSTRAP_KEY has the form/);
  });

  test.each([
    '*, https://a.example.com',
    'https://a.example.com/',
    'https://A.example.com',
    'https://a.example.com:443',
    'https://a.example.com,',
    'https://*.example.com',
    'https://me@a.example.com',
    'ftp://a.example.com',
    'a.example.com',
    'null',
  ])('CORS_ORIGINS %s is refused', (origins) => {
    expect(problemsOf({ CORS_ORIGINS: origins })).toEqual([expect.stringMatching(/^CORS_ORIGINS must be/)]);
  });

  test('CORS_ORIGINS takes *', () => {
    expect(readSettings({ CORS_ORIGINS: ' * ' }).corsOrigins).toEqual(['*']);
  });

  const database = { DATABASE_URL: 'postgres://db/berth' };
  const transit = { BERTH_TRANSIT_URL: 'http://127.0.0.1:8200', BERTH_TRANSIT_TOKEN: 'hvs.token' };

  test('DATABASE_URL requires a master key or Transit', () => {
    expect(problemsOf(database)[0]).toMatch(/^BERTH_MASTER_KEY is required with DATABASE_URL/);
    expect(problemsOf({ ...database, BERTH_MASTER_KEY: masterKey })).toEqual([]);
    expect(problemsOf({ ...database, ...transit })).toEqual([]);
    expect(problemsOf({ ...database, ...transit, BERTH_KEY_PROVIDER: 'local' })[0]).toMatch(
      /^BERTH_MASTER_KEY is required with BERTH_KEY_PROVIDER=local/,
    );
  });

  test('Transit is the active key provider when it is set, with a key named berth', () => {
    expect(readSettings({ ...transit, BERTH_MASTER_KEY: masterKey })).toMatchObject({
      keyProvider: 'transit',
      transit: { key: 'berth', mount: 'transit', namespace: null },
      masterKeys: [{}],
    });
  });

  test.each([
    ['a URL without a token', { BERTH_TRANSIT_URL: 'https://vault' }, /^BERTH_TRANSIT_TOKEN is required/],
    ['a token without a URL', { BERTH_TRANSIT_TOKEN: 't' }, /^BERTH_TRANSIT_TOKEN is of no use without/],
    ['a key without a URL', { BERTH_TRANSIT_KEY: 'k' }, /^BERTH_TRANSIT_KEY is of no use without/],
    ['Transit without a URL', { BERTH_KEY_PROVIDER: 'transit' }, /^BERTH_KEY_PROVIDER cannot be transit/],
    [
      'a URL with a query',
      { ...transit, BERTH_TRANSIT_URL: 'https://vault?x=1' },
      /^BERTH_TRANSIT_URL must be/,
    ],
    ['another scheme', { ...transit, BERTH_TRANSIT_URL: 'ftp://vault' }, /^BERTH_TRANSIT_URL must be/],
  ])('%s is refused', (_what, source: Record<string, string>, sentence) => {
    expect(problemsOf(source)).toEqual([expect.stringMatching(sentence)]);
  });

  test.each([
    ['31 characters', 'k'.repeat(31)],
    ['a space', `k k${'k'.repeat(32)}`],
    ['a letter beyond ASCII', `ü${'k'.repeat(32)}`],
  ])('a bootstrap key with %s is refused', (_what, key) => {
    expect(problemsOf({ BERTH_BOOTSTRAP_KEY: key })).toHaveLength(1);
  });
});
