import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readSettings, SettingsError } from './env.ts';

const masterKey = randomBytes(32).toString('base64');

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
  test('nothing set means the embedded database on the loopback', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: null,
      masterKey: null,
      bootstrapKey: null,
      logLevel: 'info',
      trustProxy: false,
      keptRevisions: null,
      revealsPerMinute: 600,
      allowPrivate: false,
    });
    expect(settings.dataDirectory).toMatch(/\.berth$/);
  });

  test('everything can be set', () => {
    const settings = readSettings({
      PORT: '0',
      HOST: '::',
      DATABASE_URL: 'postgres://me:pass@db/berth',
      BERTH_DATA_DIR: '/data',
      BERTH_MASTER_KEY: masterKey,
      BERTH_BOOTSTRAP_KEY: 'k'.repeat(32),
      LOG_LEVEL: 'WARN',
      TRUST_PROXY: 'true',
      SSRF_ALLOW_PRIVATE: 'true',
    });
    expect(settings).toEqual({
      port: 0,
      host: '::',
      databaseUrl: 'postgres://me:pass@db/berth',
      dataDirectory: '/data',
      masterKey: Buffer.from(masterKey, 'base64'),
      bootstrapKey: 'k'.repeat(32),
      logLevel: 'warn',
      trustProxy: true,
      keptRevisions: null,
      revealsPerMinute: 600,
      allowPrivate: true,
    });
  });

  test('an empty value is an absent one', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: ' ', BERTH_MASTER_KEY: '' })).toMatchObject({
      port: 3000,
      databaseUrl: null,
      masterKey: null,
    });
  });

  test('all problems are told at once, each beginning with its setting', () => {
    const problems = problemsOf({
      PORT: '70000',
      HOST: 'http://localhost',
      DATABASE_URL: 'mysql://db/berth',
      BERTH_MASTER_KEY: 'c2hvcnQ=',
      BERTH_BOOTSTRAP_KEY: 'short',
      LOG_LEVEL: 'loud',
      TRUST_PROXY: 'perhaps',
    });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'PORT',
      'HOST',
      'DATABASE_URL',
      'BERTH_MASTER_KEY',
      'BERTH_BOOTSTRAP_KEY',
      'LOG_LEVEL',
      'TRUST_PROXY',
    ]);
  });

  test('no problem shows what was received', () => {
    const received = {
      DATABASE_URL: 'not an address with pa55word',
      BERTH_MASTER_KEY: 'pa55word!',
      BERTH_BOOTSTRAP_KEY: 'pa55word',
    };
    const problems = problemsOf(received);
    expect(problems).toHaveLength(3);
    expect(problems.join()).not.toContain('pa55word');
  });

  test.each([['-1'], ['1.5'], ['3000a'], ['0x10'], ['65536']])('PORT %s is refused', (port) => {
    expect(problemsOf({ PORT: port })).toHaveLength(1);
  });

  test('a master key is required with DATABASE_URL', () => {
    expect(problemsOf({ DATABASE_URL: 'postgres://db/berth' })[0]).toMatch(/^BERTH_MASTER_KEY is required/);
  });

  test.each([
    ['31 characters', 'k'.repeat(31)],
    ['a space', `k k${'k'.repeat(32)}`],
    ['a letter beyond ASCII', `ü${'k'.repeat(32)}`],
  ])('a bootstrap key with %s is refused', (_what, key) => {
    expect(problemsOf({ BERTH_BOOTSTRAP_KEY: key })).toHaveLength(1);
  });
});
