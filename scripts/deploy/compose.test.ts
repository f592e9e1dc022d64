import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { SETTINGS } from '../../apps/api/src/settings.ts';
import { outputOf, read, run, STOP_SECONDS } from './files.ts';

const text = read('compose.yaml');

test('the compose file waits for its database, and runs with a read-only root and no capability', () => {
  const { services, volumes } = parse(text);
  const { berth, postgres } = services;
  expect(berth).toMatchObject({
    depends_on: { postgres: { condition: 'service_healthy' } },
    read_only: true,
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
  });
  expect(berth.ports).toEqual(['127.0.0.1:3000:3000']);
  for (const setting of Object.keys(berth.environment)) expect(SETTINGS).toHaveProperty(setting);
  const grace = Number.parseInt(berth.stop_grace_period, 10);
  expect(grace).toBeGreaterThan(STOP_SECONDS + Number(berth.environment.DRAIN_SECONDS));
  const check = 'CMD pg_isready --host 127.0.0.1 --username berth --dbname berth'; // not the socket
  expect(postgres.healthcheck.test.join(' ')).toBe(check);
  expect(Object.keys(volumes)).toEqual(['postgres']);
  expect(text).not.toMatch(/PASSWORD: \w/);
});

interface Compose {
  program: string;
  args: readonly string[];
  /** The file as this version takes it: version 1 knows no name of a project. */
  input: string;
}

/** Finds Docker Compose; null where there is none. */
function findCompose(): Compose | null {
  if (outputOf('docker', ['compose', 'version']) !== null)
    return { program: 'docker', args: ['compose'], input: text };
  const version = outputOf('docker-compose', ['version', '--short']);
  if (version === null) return null;
  const isFirst = version.startsWith('1.');
  return { program: 'docker-compose', args: [], input: isFirst ? text.replace(/^name: .*\n/m, '') : text };
}

const compose = findCompose();
const folder = mkdtempSync(join(tmpdir(), 'berth-compose-')); // without a file `.env`
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.skipIf(compose === null)(
  'Docker Compose takes the file, and names a secret that is missing',
  () => {
    const { program, args, input } = compose as Compose;
    const { PATH, HOME } = process.env;
    const config = (secrets: Record<string, string>) =>
      run(program, [...args, '-f', '-', 'config', '-q'], {
        input,
        cwd: folder,
        env: { PATH, HOME, ...secrets },
      });
    const secrets = { POSTGRES_PASSWORD: 'a', BERTH_MASTER_KEY: 'b' };
    expect(config(secrets)).toEqual({ code: 0, text: '' });
    for (const name of Object.keys(secrets)) {
      const { code, text } = config({ ...secrets, [name]: '' });
      expect([name, code]).not.toEqual([name, 0]);
      expect(text).toContain(`: set ${name} in .env`);
    }
  },
  60_000,
);
