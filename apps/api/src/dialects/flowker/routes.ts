import type { Context } from '@berth/resource';
import type { Context as HonoContext } from 'hono';
import { getAuditEvent, listAuditEvents, verifyAuditEvent } from './audit.ts';
import {
  getExecutor,
  getProvider,
  listExecutors,
  listProviderExecutors,
  listProviders,
  validateExecutor,
} from './catalog.ts';
import {
  createConfig,
  deleteConfig,
  getConfig,
  listConfigs,
  switchConfig,
  testConfig,
  updateConfig,
} from './configs.ts';
import type { Route } from './router.ts';
import { getTemplate, listTemplates, validateTemplate } from './templates.ts';
import { getTrigger, listTriggers } from './triggers.ts';

/** A request whose key is known. */
export interface Asked {
  ctx: Context;
  c: HonoContext;
  params: Record<string, string>;
  query: URLSearchParams;
}

/** Without a body nothing is sent but the status. */
export interface Reply {
  status: number;
  body?: unknown;
}

export type Run = (asked: Asked) => Promise<Reply>;

const CONFIGS = '/v1/provider-configurations';
const CATALOG = '/v1/catalog';
const AUDIT = '/v1/audit-events';

export const routes: readonly Route<Run>[] = [
  { method: 'POST', path: CONFIGS, run: createConfig },
  { method: 'GET', path: CONFIGS, run: listConfigs },
  { method: 'GET', path: `${CONFIGS}/:id`, run: getConfig },
  { method: 'PATCH', path: `${CONFIGS}/:id`, run: updateConfig },
  { method: 'DELETE', path: `${CONFIGS}/:id`, run: deleteConfig },
  { method: 'POST', path: `${CONFIGS}/:id/enable`, run: switchConfig('enable') },
  { method: 'POST', path: `${CONFIGS}/:id/disable`, run: switchConfig('disable') },
  { method: 'POST', path: `${CONFIGS}/:id/test`, run: testConfig },
  { method: 'GET', path: `${CATALOG}/providers`, run: listProviders },
  { method: 'GET', path: `${CATALOG}/providers/:id`, run: getProvider },
  { method: 'GET', path: `${CATALOG}/providers/:id/executors`, run: listProviderExecutors },
  { method: 'GET', path: `${CATALOG}/executors`, run: listExecutors },
  { method: 'GET', path: `${CATALOG}/executors/:id`, run: getExecutor },
  { method: 'POST', path: `${CATALOG}/executors/:id/validate`, run: validateExecutor },
  { method: 'GET', path: `${CATALOG}/triggers`, run: listTriggers },
  { method: 'GET', path: `${CATALOG}/triggers/:id`, run: getTrigger },
  { method: 'GET', path: `${CATALOG}/templates`, run: listTemplates },
  { method: 'GET', path: `${CATALOG}/templates/:id`, run: getTemplate },
  { method: 'POST', path: `${CATALOG}/templates/:id/validate`, run: validateTemplate },
  { method: 'GET', path: AUDIT, run: listAuditEvents },
  { method: 'GET', path: `${AUDIT}/:id`, run: getAuditEvent },
  { method: 'GET', path: `${AUDIT}/:id/verify`, run: verifyAuditEvent },
];
