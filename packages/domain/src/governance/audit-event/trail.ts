import { leave, rawStatement, runPrepared, stamp } from '@berth/db';
import { newId } from '@berth/kernel';
import type { AuditTrail, Context, NewEvent } from '@berth/resource';
import { type SQL, sql } from 'drizzle-orm';
import { auditMacOf } from '../data-key/index.ts';
import { type EventContent, laneOf, textOf } from './chain.ts';
import { auditEvents, auditHeads } from './table.ts';

/**
 * Appends an event and advances its lane in one statement, behind all others but that of the kept answer. Several
 * events take their lanes in a fixed order, so that two writers never wait for each other.
 */
export const auditTrail: AuditTrail = {
  append: async (ctx, ...events) => {
    const contents = events.map((event) => contentOf(ctx, event));
    for (const content of contents.toSorted((a, b) => a.lane - b.lane)) await appendOne(ctx, content);
  },
};

async function appendOne(ctx: Context, content: EventContent): Promise<void> {
  const auditMac = await auditMacOf(ctx);
  const proof = auditMac(textOf(content));
  const json = (value: object | null) => (value === null ? null : JSON.stringify(value));
  const { updated_at } = stamp(ctx.now);
  const { before, after, ...rest } = content;
  const appended = runPrepared(ctx, 'audit event', (db) => rawStatement<never>(db, appending()), {
    before: json(before),
    after: json(after),
    proof,
    updated_at,
    ...rest,
  });
  leave(ctx.db, appended);
}

/** The statement that appends an event. */
function appending(): SQL {
  const of = (name: string) => sql`${sql.placeholder(name)}`;
  const proof = of('proof');
  return sql`
      with head as (
        insert into ${auditHeads} as head (instance_id, lane, sequence, previous_hash, hash)
        values (${of('instance_id')}, ${of('lane')}, 1, '', ${hashSql(sql`''`, sql`1`, proof)})
        on conflict (instance_id, lane) do update set
          sequence = head.sequence + 1,
          previous_hash = head.hash,
          hash = ${hashSql(sql`head.hash`, sql`(head.sequence + 1)`, proof)}
        returning sequence, previous_hash, hash
      )
      insert into ${auditEvents} (instance_id, id, lane, sequence, action, resource_type, resource_id, actor_id, ip,
        user_agent, request_id, reason, before, after, proof, previous_hash, hash, created_at, updated_at)
      select ${of('instance_id')}, ${of('id')}, ${of('lane')}, head.sequence, ${of('action')},
        ${of('resource_type')}, ${of('resource_id')}, ${of('actor_id')}, ${of('ip')}, ${of('user_agent')},
        ${of('request_id')}, ${of('reason')}, ${of('before')}::json, ${of('after')}::json, ${proof},
        head.previous_hash, head.hash, ${of('created_at')}::timestamptz, ${of('updated_at')}::timestamptz
      from head`;
}

/**
 * `hashOf` in SQL, because only the database knows the previous hash. Of immutable functions alone, which a distributed
 * database demands: `decode` makes bytes of the text, which is ASCII without a backslash, where `convert_to` is stable.
 */
const hashSql = (previous: SQL, sequence: SQL, proof: SQL): SQL =>
  sql`encode(sha256(decode(${previous} || '.' || ${sequence}::text || '.' || ${proof}::text, 'escape')), 'hex')`;

function contentOf(ctx: Context, event: NewEvent): EventContent {
  return {
    instance_id: ctx.instanceId,
    id: newId('auditEvent', ctx.now),
    lane: laneOf(event.resource_id ?? ''),
    action: event.action,
    resource_type: event.resource_type,
    resource_id: event.resource_id,
    actor_id: ctx.actor.keyId,
    ip: ctx.client.ip,
    user_agent: ctx.client.userAgent,
    request_id: ctx.requestId,
    reason: event.reason ?? null,
    before: event.before,
    after: event.after,
    created_at: ctx.now.toISOString(),
  };
}
