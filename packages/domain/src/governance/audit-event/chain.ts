import { createHash } from 'node:crypto';
import type { auditEvents } from './table.ts';

export type AuditRow = typeof auditEvents.$inferSelect;

/** The members of an event that its proof covers, in this order. */
export type EventContent = Pick<
  AuditRow,
  | 'instance_id'
  | 'id'
  | 'lane'
  | 'action'
  | 'resource_type'
  | 'resource_id'
  | 'actor_id'
  | 'ip'
  | 'user_agent'
  | 'request_id'
  | 'reason'
  | 'before'
  | 'after'
  | 'created_at'
>;

/**
 * The number of lanes. Events of one resource share a lane; several lanes keep writers of different resources from
 * waiting for each other.
 */
export const LANES = 16;

export const laneOf = (resourceId: string): number =>
  createHash('sha256').update(resourceId).digest().readUInt8(0) % LANES;

/** Encodes an event as a JSON array, so that the order of members does not matter. */
export const textOf = (event: EventContent): string =>
  JSON.stringify([
    event.instance_id,
    event.id,
    event.lane,
    event.action,
    event.resource_type,
    event.resource_id,
    event.actor_id,
    event.ip,
    event.user_agent,
    event.request_id,
    event.reason,
    event.before,
    event.after,
    event.created_at,
  ]);

/** Computes the hash of an event in its lane, as the statement that appends it does. */
export const hashOf = (previous: string, sequence: number, proof: string): string =>
  createHash('sha256').update(`${previous}.${sequence}.${proof}`).digest('hex');
