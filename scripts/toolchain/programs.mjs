/** The programs of the server beside the server itself: each a file of apps/api/src. */
export const PROGRAMS = ['key', 'backup', 'restore', 'distribute'];
