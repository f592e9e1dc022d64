import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { SETTINGS } from '../../apps/api/src/settings.ts';
import { checkValue, compileSchema } from '../../packages/json-schema/src/index.ts';
import { read, STOP_SECONDS } from './files.ts';

const CHART = 'helm/berth';
const { version } = JSON.parse(read('../../package.json'));

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
  const text = read(join(CHART, 'templates', name))
    .split('\n')
    .filter((line) => !/^\s*\{\{-? *(?:range|if|end|else|with|fail)\b.*\}\}\s*$/.test(line))
    .map((line) => (/^\s*\{\{- *toYaml/.test(line) ? '' : line.replaceAll(/\{\{[^}]*\}\}/g, 'x')))
    .join('\n');
  expect(text).not.toMatch(/\{ +\{/); // Helm would take it for a mapping
  const [document, ...more] = parseAllDocuments(text);
  expect([name, document?.errors, more]).toEqual([name, [], []]);
  return document?.toJS() as Manifest;
}

const templates = readdirSync(join(import.meta.dirname, CHART, 'templates'));
const deployment = read(join(CHART, 'templates/deployment.yaml'));
const values = parse(read(join(CHART, 'values.yaml')));

test('the chart is of this version, and each template is one manifest', () => {
  const chart = parse(read(join(CHART, 'Chart.yaml')));
  expect([chart.version, chart.appVersion]).toEqual([version, version]);
  const kinds = templates.map((name) => rendered(name).kind).sort();
  expect(kinds).toEqual(['Deployment', 'PodDisruptionBudget', 'Service']);
});

test('the chart uses values that exist, and settings that exist', () => {
  for (const name of templates) {
    const text = read(join(CHART, 'templates', name));
    for (const [, path = ''] of text.matchAll(/\.Values\.([\w.]+)/g)) {
      const found = path.split('.').reduce((node, key) => node?.[key], values);
      expect([path, found === undefined]).toEqual([path, false]);
    }
    for (const [, setting = ''] of text.matchAll(/- name: ([A-Z_]+)$/gm))
      expect(SETTINGS).toHaveProperty(setting);
  }
  const [, refused = ''] = /has \$name \(list ([^)]+)\)/.exec(deployment) ?? [];
  const named = refused.split(' ').map((word) => JSON.parse(word));
  for (const setting of [...named, ...Object.keys(values.settings)]) expect(SETTINGS).toHaveProperty(setting);
  expect(named).toContain('BERTH_MASTER_KEY');
});

test('the schema of the chart takes its values, and refuses an unknown or unfit one at its place', () => {
  const schema = compileSchema(JSON.parse(read(join(CHART, 'values.schema.json'))));
  const refused = (changes: object) => checkValue(schema, { ...values, ...changes }).map(({ path }) => path);
  expect(refused({})).toEqual([]);
  expect(refused({ settings: { RATE_LIMIT: 2_000_000, SSRF_ALLOW_PRIVATE: true } })).toEqual([]);
  expect(refused({ replicas: 3 })).toEqual(['/replicas']);
  expect(refused({ replicaCount: '3' })).toEqual(['/replicaCount']);
  expect(refused({ drainSeconds: 301 })).toEqual(['/drainSeconds']);
  expect(refused({ metrics: { port: 3000 } })).toEqual(['/metrics/port']);
  expect(refused({ image: { ...values.image, tag: 20261130 } })).toEqual(['/image/tag']);
  expect(refused({ settings: { CORS_ORIGINS: ['https://a.example'] } })).toEqual(['/settings/CORS_ORIGINS']);
});

test('the chart runs without root, without a writable root, and with the probes of the server', () => {
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
    /terminationGracePeriodSeconds: \{\{ add \.Values\.drainSeconds (\d+) \}\}/.exec(deployment) ?? [];
  expect(Number(grace)).toBeGreaterThan(STOP_SECONDS);
});
