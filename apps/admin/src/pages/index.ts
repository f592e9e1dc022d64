import type { RouteComponent } from '@tanstack/react-router';

export interface PageDefinition {
  /** The path of the view: `provider-configs/$id/edit`. A literal segment goes before a parameter. */
  path: string;
  load: () => Promise<RouteComponent>;
}

/** Every page. A new one is one entry here; the last two serve each resource that has no page of its own. */
export const pages: readonly PageDefinition[] = [
  { path: '/', load: async () => (await import('./home.tsx')).Home },
  { path: '$resource', load: async () => (await import('../list/list-page.tsx')).ListPage },
  { path: '$resource/$id', load: async () => (await import('../detail/detail-page.tsx')).DetailPage },
];
