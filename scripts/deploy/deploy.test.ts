import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { SETTINGS } from '../../apps/api/src/settings.ts';

/** The files for an operation of the archive, as far as they can be checked without their programs. */
const FOLDER = import.meta.dirname;
const CHART = join(FOLDER, 'helm/berth');
const read = (path: string): string => readFileSync(join(FOLDER, path), 'utf8');
const { version } = JSON.parse(read('../../package.json'));

/** The seconds of the longest orderly stop: requests and jobs, the use of keys, traces, and the database. */
const STOP_SECONDS = 35;

interface Container {
  securityContext: object;
  [probe: string]: unknown;
}

interface Manifest {
  kind: string;
  metadata: { name: string };
  spec: {
    template: { spec: { securityContext: object; containers: Container[] } };
    strategy: { rollingUpdate: object };
  };
}

/** Renders a template as far as its structure goes: each expression becomes a word, each block is taken once. */
function rendered(name: string): Manifest {
  const text = readFileSync(join(CHART, 'templates', name), 'utf8')
    .split('\n')
    .filter((line) => !/^\s*\{\{-? *(?:range|if|end|else|with)\b.*\}\}\s*$/.test(line))
    .map((line) => (/^\s*\{\{- *toYaml/.test(line) ? '' : line.replaceAll(/\{\{[^}]*\}\}/g, 'x')))
    .join('\n');
  expect(text).not.toMatch(/\{ +\{/); // Helm would take it for a mapping
  const [document, ...more] = parseAllDocuments(text);
  expect([name, document?.errors, more]).toEqual([name, [], []]);
  return document?.toJS() as Manifest;
}

const templates = readdirSync(join(CHART, 'templates'));
const values = parse(read('helm/berth/values.yaml'));

describe('the chart', () => {
  test('is of this version, and each template is one manifest', () => {
    const chart = parse(read('helm/berth/Chart.yaml'));
    expect([chart.version, chart.appVersion]).toEqual([version, version]);
    const kinds = templates.map((name) => rendered(name).kind).sort();
    expect(kinds).toEqual(['Deployment', 'PodDisruptionBudget', 'Service']);
  });

  test('uses values that exist, and settings that exist', () => {
    for (const name of templates) {
      const text = readFileSync(join(CHART, 'templates', name), 'utf8');
      for (const [, path = ''] of text.matchAll(/\.Values\.([\w.]+)/g)) {
        const found = path.split('.').reduce((node, key) => node?.[key], values);
        expect([path, found === undefined]).toEqual([path, false]);
      }
      for (const [, setting = ''] of text.matchAll(/- name: ([A-Z_]+)$/gm))
        expect(SETTINGS).toHaveProperty(setting);
    }
    for (const setting of Object.keys(values.settings)) expect(SETTINGS).toHaveProperty(setting);
  });

  test('runs without root, without a writable root, and with the probes of the server', () => {
    const { template, strategy } = rendered('deployment.yaml').spec;
    const [berth] = template.spec.containers;
    expect(template.spec.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(berth?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(berth?.livenessProbe).toMatchObject({ httpGet: { path: '/healthz', port: 'http' } });
    expect(berth?.startupProbe).toMatchObject({ httpGet: { path: '/healthz', port: 'http' } });
    expect(berth?.readinessProbe).toMatchObject({ httpGet: { path: '/readyz', port: 'http' } });
    expect(strategy.rollingUpdate).toEqual({ maxUnavailable: 0, maxSurge: 1 });
    const [, grace] =
      /terminationGracePeriodSeconds: \{\{ add \.Values\.drainSeconds (\d+) \}\}/.exec(
        readFileSync(join(CHART, 'templates/deployment.yaml'), 'utf8'),
      ) ?? [];
    expect(Number(grace)).toBeGreaterThan(STOP_SECONDS);
  });
});

test('the compose file waits for its database, and runs with a read-only root and no capability', () => {
  const { services, volumes } = parse(read('compose.yaml'));
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
  expect(postgres.healthcheck.test).toContain('pg_isready --username berth --dbname berth');
  expect(Object.keys(volumes)).toEqual(['postgres']);
  expect(read('compose.yaml')).not.toMatch(/PASSWORD: \w/);
});

test('the image runs as a user, checks its health, and starts the program of the archive', () => {
  const lines = read('Dockerfile')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const words = lines.map((line) => line.split(' ')[0]);
  expect(new Set(words)).toEqual(
    new Set('FROM ENV WORKDIR COPY RUN USER VOLUME EXPOSE STOPSIGNAL HEALTHCHECK ENTRYPOINT'.split(' ')),
  );
  expect(words.indexOf('USER')).toBeLessThan(words.indexOf('ENTRYPOINT'));
  expect(words.indexOf('USER')).toBeGreaterThan(words.lastIndexOf('RUN'));
  expect(lines).toContain('USER node');
  expect(lines.at(-1)).toBe('ENTRYPOINT ["node", "berth-server.mjs"]');
  expect(lines.find((line) => line.startsWith('FROM'))).toMatch(/^FROM node:20-/);
  expect(lines.find((line) => line.startsWith('HEALTHCHECK'))).toContain('/healthz');
  for (const line of lines.filter((each) => /^(?:ADD|.*(?:KEY|PASSWORD|TOKEN)=)/.test(each)))
    throw new Error(line);
});

test('the unit is hardened, and waits for an orderly stop', () => {
  const unit = read('berth.service');
  const sections = [...unit.matchAll(/^\[(\w+)\]$/gm)].map(([, name]) => name);
  expect(sections).toEqual(['Unit', 'Service', 'Install']);
  for (const line of unit.split('\n')) expect(line).toMatch(/^(?:$|#|\[\w+\]$|[A-Z]\w+=)/);
  for (const directive of [
    'DynamicUser=yes',
    'NoNewPrivileges=yes',
    'CapabilityBoundingSet=',
    'ProtectSystem=strict',
    'ProtectHome=yes',
    'PrivateTmp=yes',
    'PrivateDevices=yes',
    'RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX',
    'SystemCallFilter=@system-service',
    'ExecStart=/usr/bin/node /opt/berth-server/berth-server.mjs',
  ]) {
    expect(unit.split('\n')).toContain(directive);
  }
  expect(unit).not.toContain('MemoryDenyWriteExecute=yes'); // V8 and WebAssembly write code
  expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(STOP_SECONDS);
});
