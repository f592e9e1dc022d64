import type { Context } from '@berth/resource';
import type { Context as HonoContext } from 'hono';
import {
  createModel,
  createModelOf,
  deleteModel,
  getModel,
  listModels,
  listModelsOf,
  updateModel,
} from './models.ts';
import { createProvider, deleteProvider, getProvider, listProviders, updateProvider } from './providers.ts';
import { getRelation, getRoot, listTypes } from './root.ts';

/** A request whose key is known and may do this. */
export interface Asked {
  ctx: Context;
  c: HonoContext;
  /** What stands in the path; empty where nothing does. */
  id: string;
  url: URL;
}

/** Without a body nothing is sent but the status. */
export interface Reply {
  status: number;
  body?: object;
  location?: string;
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  /** Whether it needs `permission.ai.manage`: the scope that the role `ai.manage` has. */
  manages: boolean;
  run: (asked: Asked) => Promise<Reply>;
}

export const routes: readonly Route[] = [
  { method: 'GET', path: '/api', manages: false, run: getRoot },
  { method: 'GET', path: '/api/rels/:id', manages: false, run: getRelation },
  { method: 'GET', path: '/api/provider-types', manages: true, run: listTypes },
  { method: 'GET', path: '/api/providers', manages: true, run: listProviders },
  { method: 'POST', path: '/api/providers', manages: true, run: createProvider },
  { method: 'GET', path: '/api/providers/:id', manages: true, run: getProvider },
  { method: 'PUT', path: '/api/providers/:id', manages: true, run: updateProvider },
  { method: 'DELETE', path: '/api/providers/:id', manages: true, run: deleteProvider },
  { method: 'GET', path: '/api/providers/:id/models', manages: true, run: listModelsOf },
  { method: 'POST', path: '/api/providers/:id/models', manages: true, run: createModelOf },
  { method: 'GET', path: '/api/models', manages: false, run: listModels },
  { method: 'POST', path: '/api/models', manages: true, run: createModel },
  { method: 'GET', path: '/api/models/:id', manages: false, run: getModel },
  { method: 'PUT', path: '/api/models/:id', manages: true, run: updateModel },
  { method: 'DELETE', path: '/api/models/:id', manages: true, run: deleteModel },
];
