import type { KeyRoute } from '../../face/route.ts';
import { ConfigQueryInput } from './config-query.ts';
import {
  ConfigPageView,
  ConfigView,
  CreateConfig,
  CreatedConfigView,
  TestView,
  UpdateConfig,
} from './config-schema.ts';
import {
  createConfig,
  deleteConfig,
  getConfig,
  listConfigs,
  switchConfig,
  testConfig,
  updateConfig,
} from './configs.ts';
import type { Code } from './errors.ts';
import { outcomes } from './errors.ts';

const PATH = '/v1/provider-configurations';
const READ = [['provider-configs:read']];
const WRITE = [['provider-configs:read', 'provider-configs:write']];

const tag = 'Provider configurations';
const one = ['FLK-0002', 'FLK-0290'] as const;
const rules = ['FLK-0293', 'FLK-0295', 'FLK-0296', 'FLK-0298', 'FLK-0299'] as const;

export const configRoutes: readonly KeyRoute<Code>[] = [
  {
    id: 'providerConfigurations.create',
    tag,
    method: 'POST',
    path: PATH,
    summary: 'Create a provider configuration',
    description:
      'The configuration is active at once. Its config is validated against the schema of the provider.',
    scopes: [['provider-configs:write']],
    body: CreateConfig,
    repeatable: true,
    status: 201,
    view: CreatedConfigView,
    errors: [...outcomes.body, ...rules, 'FLK-0291', 'FLK-0294', 'FLK-0350'],
    run: createConfig,
  },
  {
    id: 'providerConfigurations.list',
    tag,
    method: 'GET',
    path: PATH,
    summary: 'List provider configurations',
    description: 'Answers one page, with the cursor of the next page.',
    scopes: READ,
    query: ConfigQueryInput,
    status: 200,
    view: ConfigPageView,
    errors: ['FLK-0304', 'FLK-0310'],
    run: listConfigs,
  },
  {
    id: 'providerConfigurations.get',
    tag,
    method: 'GET',
    path: `${PATH}/:id`,
    idFormat: 'uuid',
    summary: 'Get a provider configuration',
    description: 'Secrets are masked.',
    scopes: READ,
    status: 200,
    view: ConfigView,
    errors: one,
    run: getConfig,
  },
  {
    id: 'providerConfigurations.update',
    tag,
    method: 'PATCH',
    path: `${PATH}/:id`,
    idFormat: 'uuid',
    summary: 'Update a provider configuration',
    description:
      'Members that are absent stay unchanged. The config is replaced; a mask that was shown keeps its secret. Metadata is merged.',
    scopes: WRITE,
    body: UpdateConfig,
    status: 200,
    view: ConfigView,
    errors: [...outcomes.body, ...one, ...rules, 'FLK-0291', 'FLK-0350'],
    run: updateConfig,
  },
  {
    id: 'providerConfigurations.delete',
    tag,
    method: 'DELETE',
    path: `${PATH}/:id`,
    idFormat: 'uuid',
    summary: 'Delete a provider configuration',
    description: 'The name becomes free again. The root face keeps the archived config.',
    scopes: WRITE,
    status: 204,
    errors: [...one, 'FLK-0350'],
    run: deleteConfig,
  },
  {
    id: 'providerConfigurations.enable',
    tag,
    method: 'POST',
    path: `${PATH}/:id/enable`,
    idFormat: 'uuid',
    summary: 'Enable a provider configuration',
    description: 'Changes the status from `disabled` to `active`.',
    scopes: WRITE,
    repeatable: true,
    status: 200,
    view: ConfigView,
    errors: [...one, 'FLK-0292', 'FLK-0350'],
    run: switchConfig('enable'),
  },
  {
    id: 'providerConfigurations.disable',
    tag,
    method: 'POST',
    path: `${PATH}/:id/disable`,
    idFormat: 'uuid',
    summary: 'Disable a provider configuration',
    description: 'Changes the status from `active` to `disabled`.',
    scopes: WRITE,
    repeatable: true,
    status: 200,
    view: ConfigView,
    errors: [...one, 'FLK-0292', 'FLK-0350'],
    run: switchConfig('disable'),
  },
  {
    id: 'providerConfigurations.test',
    tag,
    method: 'POST',
    path: `${PATH}/:id/test`,
    idFormat: 'uuid',
    summary: 'Test a provider configuration',
    description:
      'Tests the connection to the provider in three stages. A failed stage is part of the answer.',
    scopes: WRITE,
    status: 200,
    view: TestView,
    errors: [...one, 'FLK-0340', 'FLK-0341', 'FLK-0350'],
    run: testConfig,
  },
];
