import { type Id, sameUuid } from '@berth/kernel';
import { archivableOf, timesOf } from '../../stamps.ts';
import type { instances } from '../tables/instance.ts';
import { approvalsOf } from './approvals.ts';
import type { InstanceView } from './schema.ts';
import { setupPageOf } from './setup-page.ts';

/**
 * Presents an instance. The contract puts it into a project of an organization. Berth has neither as a resource: an
 * instance is its own project, and all instances of an installation share the organization.
 */
export function presentInstance(row: typeof instances.$inferSelect): InstanceView {
  return {
    object: 'organization.instance',
    id: row.id,
    status: row.status,
    slug: row.slug,
    name: row.name,
    organization_id: row.organization_id,
    type: row.type,
    requires_preconditions: row.requires_preconditions,
    secret_max_age_days: row.secret_max_age_days,
    setup_page: setupPageOf(row),
    approvals: approvalsOf(row),
    erase_requested_at: row.erase_requested_at,
    erased_at: row.erased_at,
    ...archivableOf(row),
    project: {
      object: 'organization.project',
      id: sameUuid('project', row.id as Id<'instance'>),
      status: row.status === 'active' ? 'active' : 'deleted',
      slug: row.slug,
      name: row.name,
      organization_id: row.organization_id,
      magic_mcp_session_duration_minutes: 60,
      ...timesOf(row),
    },
  };
}
