import type { SessionLimits } from '@berth/domain';

/** The settings of the dashboard. */
export interface DashboardSettings extends SessionLimits {
  /** The path under which people reach the server behind a proxy, without a closing slash; empty for none. */
  basePath: string;
}

const MINUTE_MS = 60_000;

export const DASHBOARD: DashboardSettings = {
  basePath: '',
  idleMs: 30 * MINUTE_MS,
  lifeMs: 12 * 60 * MINUTE_MS,
};

/** The path of the dashboard on this server. */
export const PATH = '/dashboard';
