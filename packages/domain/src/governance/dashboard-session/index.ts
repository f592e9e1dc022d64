export { dashboardErrors } from './errors.ts';
export { type ShownInstance, shownInstance } from './instance.ts';
export { beginSession, endSession, openSession, type Session, type SessionLimits } from './session.ts';
