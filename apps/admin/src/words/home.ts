const days = (count: number): string => `${count} days`;

/** The words of the first page. */
export const homeWords = {
  title: 'Home',
  about: 'Everything that needs somebody, and what happened lately.',
  attention: 'Needs attention',
  calm: 'Nothing needs attention.',
  calmAbout: (checks: readonly string[]) => `Looked at: ${checks.join(', ')}.`,
  more: (count: string) => `and ${count} more`,
  off: 'Not readable with this key',
  failed: 'This could not be read',
  checks: {
    invalidConfigs: 'Invalid configs',
    behind: 'Deployments behind',
    needsReauth: 'Credentials to sign in again',
    expiring: 'Credentials that expire soon',
    failedJobs: 'Jobs failed in 7 days',
    failedSetups: 'Setup sessions failed in 7 days',
    expiringKeys: 'API keys that expire in 14 days',
  },
  counts: 'In use',
  recent: 'Recent changes',
  noRecent: 'Nothing has been changed yet.',
  allEvents: 'All audit events',
  activity: 'Activity',
  activityAbout: (count: number) => `Audit events of the last ${days(count)}, by day in UTC.`,
  activityLabel: (count: number, total: string) => `${total} audit events in the last ${days(count)}`,
  day: 'Day',
  events: 'Events',
  table: 'Show as a table',
} as const;
